#include "native/dispatcher/known_webhooks.hpp"

#include <algorithm>
#include <utility>

namespace hookstorm::native {
namespace {

constexpr long kMillisecondsPerSecond = 1000;

}  // namespace

KnownWebhooks::KnownWebhooks(StoreReader& reader, WebhookDefaults defaults, InUse in_use)
    : reader_(reader), defaults_(std::move(defaults)), in_use_(std::move(in_use)) {}

KnownWebhook& KnownWebhooks::at(WebhookKey key, std::int64_t revision) {
  if (webhooks_.size() >= kKnownMax) {
    make_room();
  }
  KnownWebhook& known = webhooks_[key];
  if (known.revision == revision) {
    return known;
  }
  std::optional<Webhook> webhook = reader_.webhook_revision(key, revision);
  if (!webhook) {
    throw StoreError("A webhook's current revision is missing.");
  }
  const StoredHealth health = reader_.webhook_health(key);
  if (known.revision == 0 || known.health.resets != health.resets) {
    known.health = health;
  }
  known.revision = revision;
  known.webhook = std::move(*webhook);
  known.rules = defaults_.rules;
  if (known.webhook.retry) {
    known.rules.retry = known.webhook.retry->policy;
  }
  const auto most = static_cast<std::int64_t>(defaults_.in_flight_max);
  known.pacing = {.rate_limit = known.webhook.rate_limit,
                  .concurrency = std::min(known.webhook.concurrency.value_or(most), most)};
  known.timeout_ms = std::nullopt;
  if (known.webhook.timeout_seconds) {
    known.timeout_ms = *known.webhook.timeout_seconds * kMillisecondsPerSecond;
  }
  return known;
}

/// Deleted ones would stay for ever.
void KnownWebhooks::make_room() {
  std::erase_if(webhooks_, [this](const auto& entry) { return !in_use_(entry.first); });
}

}  // namespace hookstorm::native
