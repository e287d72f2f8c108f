// Which deliveries are in flight, within a cap for all and one for each webhook, so that no dead
// endpoint takes every slot.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "native/store/records.hpp"

namespace hookstorm::native {

class Slots {
 public:
  Slots(std::size_t all_max, std::size_t per_webhook_max)
      : all_max_(all_max), per_webhook_max_(per_webhook_max) {}

  [[nodiscard]] bool holds(DeliveryKey delivery) const { return taken_.contains(delivery); }
  [[nodiscard]] std::size_t taken() const { return taken_.size(); }
  [[nodiscard]] std::size_t taken_by(WebhookKey webhook) const;
  [[nodiscard]] std::size_t free() const { return all_max_ - taken_.size(); }

  /// How many deliveries the webhook may start when `waiting` webhooks, itself among them, share
  /// the free slots.
  [[nodiscard]] std::size_t share(WebhookKey webhook, std::size_t waiting) const;

  /// The webhooks in the order in which they are served: the fewest in flight first, and among
  /// equals those that come after `last_served`, so that everyone's turn comes.
  void order(std::vector<DueOverview::DueWebhook>& webhooks, WebhookKey last_served) const;

  /// A slot must be free, for all and for the webhook.
  void take(DeliveryKey delivery, WebhookKey webhook);
  void release(DeliveryKey delivery);

 private:
  std::size_t all_max_;
  std::size_t per_webhook_max_;
  std::unordered_map<DeliveryKey, WebhookKey> taken_;
  std::unordered_map<WebhookKey, std::size_t> by_webhook_;
};

}  // namespace hookstorm::native
