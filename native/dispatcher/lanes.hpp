// What the dispatcher holds of each webhook: its configuration, the rules that follow from it, its
// health, what waits for it and what is under way.
// Easy to get wrong: the health here is that after the last outcome, which may not be committed
// yet; it is read again only after a change that has reset it.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/delivery/delivery.hpp"
#include "core/delivery/pacing.hpp"
#include "native/dispatcher/waiting_deliveries.hpp"
#include "native/store/peers.hpp"
#include "native/store/store.hpp"
#include "native/store/webhook_registry.hpp"

namespace hookstorm::native {

/// What applies to a webhook that does not say otherwise.
struct WebhookDefaults {
  DeliveryRules rules;
  std::size_t in_flight_max = Pacing::kConcurrencyMax;
};

struct Lane {
  Lane(WebhookKey key, WaitingBudget& budget) : waiting(key, budget) {}

  [[nodiscard]] const Webhook& webhook() const { return stored->webhook; }

  std::shared_ptr<const StoredWebhook> stored;
  DeliveryRules rules;
  Pacing pacing;
  std::optional<long> timeout_ms;  ///< Of its own.
  StoredHealth health;
  EpochMicroseconds paced_until = 0;
  std::size_t requests = 0;  ///< Under way.
  bool is_deleted = false;
  std::int64_t owned_as = 0;  ///< The incarnation that has an ordered webhook to itself.
  bool is_left_free = false;  ///< What is accepted for it is anybody's.
  bool may_hold = true;       ///< Something of it may be claimed by this process.
  WaitingDeliveries waiting;
};

class Lanes {
 public:
  /// `reader` outlives this.
  Lanes(StoreReader& reader, WebhookDefaults defaults);

  /// Takes the webhooks over as they are now; gives those that are new or changed. Those that are
  /// gone stay while something of theirs is under way. Throws StoreError; then it is to be called
  /// again.
  [[nodiscard]] std::vector<WebhookKey> take_over(std::shared_ptr<const WebhookList> webhooks);

  /// Rules for the webhooks that do not say otherwise, from here on.
  void use(const DeliveryRules& rules);

  /// What this process has of each webhook's concurrency and rate, from here on. Gives all
  /// webhooks.
  std::vector<WebhookKey> use(const Share& share);
  [[nodiscard]] const Share& share() const { return share_; }
  /// No other dispatcher is at work.
  [[nodiscard]] bool is_alone() const { return share_.count == 1; }

  /// Null for a webhook that is gone.
  [[nodiscard]] Lane* find(WebhookKey key);

  /// One of which something is under way.
  [[nodiscard]] Lane& at(WebhookKey key) { return *lanes_.at(key); }

  /// Lets go of a deleted webhook of which nothing is under way any more.
  void tidy(WebhookKey key);

  /// There may be more in the store of each of them. Gives all webhooks.
  std::vector<WebhookKey> look_again();

  /// Everything that waits is read again. Gives all webhooks.
  std::vector<WebhookKey> start_over();

  /// What waits for a moment that is not in the store comes so much earlier; and throttlings end
  /// so, which are there as well, unless others are at work by clocks of their own.
  void bring_forward(DurationMilliseconds by);

 private:
  void change(const std::shared_ptr<const StoredWebhook>& stored);
  void pace(Lane& lane) const;
  [[nodiscard]] std::vector<WebhookKey> all() const;

  StoreReader& reader_;
  WebhookDefaults defaults_;
  Share share_;
  WaitingBudget budget_;
  std::shared_ptr<const WebhookList> webhooks_ = std::make_shared<const WebhookList>();
  std::unordered_map<WebhookKey, std::unique_ptr<Lane>> lanes_;
};

}  // namespace hookstorm::native
