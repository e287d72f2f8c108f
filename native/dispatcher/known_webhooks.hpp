// The webhooks that the dispatcher works with: configuration, rules and health, kept between looks
// at the store.
// Easy to get wrong: the health here is that after the last outcome, which may not be committed
// yet; it is read again only after a change that has reset it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

#include "core/delivery/delivery.hpp"
#include "core/delivery/pacing.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

/// What applies to a webhook that does not say otherwise.
struct WebhookDefaults {
  DeliveryRules rules;
  std::size_t in_flight_max = Pacing::kConcurrencyMax;
};

struct KnownWebhook {
  std::int64_t revision = 0;
  Webhook webhook;
  DeliveryRules rules;
  Pacing pacing;
  std::optional<long> timeout_ms;  ///< Of its own.
  StoredHealth health;
  EpochMicroseconds paced_until = 0;
};

class KnownWebhooks {
 public:
  static constexpr std::size_t kKnownMax = 2000;

  /// Whether a webhook has attempts under way, so that it must not be forgotten.
  using InUse = std::function<bool(WebhookKey)>;

  KnownWebhooks(StoreReader& reader, WebhookDefaults defaults, InUse in_use);

  /// The webhook as its `revision` says. Valid until the next call for another one. Throws
  /// StoreError.
  KnownWebhook& at(WebhookKey key, std::int64_t revision);

  /// One that has an attempt under way.
  KnownWebhook& in_use(WebhookKey key) { return webhooks_.at(key); }

 private:
  void make_room();

  StoreReader& reader_;
  WebhookDefaults defaults_;
  InUse in_use_;
  std::unordered_map<WebhookKey, KnownWebhook> webhooks_;
};

}  // namespace hookstorm::native
