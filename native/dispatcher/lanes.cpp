#include "native/dispatcher/lanes.hpp"

#include <algorithm>
#include <utility>

namespace hookstorm::native {
namespace {

constexpr long kMillisecondsPerSecond = 1000;
constexpr EpochMicroseconds kMicrosecondsPerMillisecond = 1000;

DeliveryRules rules_of(const Webhook& webhook, const DeliveryRules& defaults) {
  DeliveryRules rules = defaults;
  if (webhook.retry) {
    rules.retry = webhook.retry->policy;
  }
  return rules;
}

/// The parts of all add up to the whole; who has the remainder differs from webhook to webhook.
std::int64_t part_of(std::int64_t whole, WebhookKey webhook, const Share& share) {
  const bool has_one_more = (share.rank + webhook) % share.count < whole % share.count;
  return whole / share.count + (has_one_more ? 1 : 0);
}

}  // namespace

Lanes::Lanes(StoreReader& reader, WebhookDefaults defaults)
    : reader_(reader), defaults_(std::move(defaults)) {}

std::vector<WebhookKey> Lanes::take_over(std::shared_ptr<const WebhookList> webhooks) {
  std::vector<WebhookKey> changed;
  if (webhooks == webhooks_) {
    return changed;
  }
  auto before = webhooks_->begin();
  const auto drop_before = [&](std::optional<WebhookKey> key) {
    for (; before != webhooks_->end() && (!key || (*before)->key < *key); ++before) {
      if (Lane* lane = find((*before)->key)) {
        lane->is_deleted = true;
        tidy((*before)->key);
      }
    }
  };
  for (const auto& stored : *webhooks) {
    drop_before(stored->key);
    const bool is_known = before != webhooks_->end() && (*before)->key == stored->key;
    if (!is_known || *before != stored) {
      change(stored);
      changed.push_back(stored->key);
    }
    before += is_known ? 1 : 0;
  }
  drop_before(std::nullopt);
  webhooks_ = std::move(webhooks);
  return changed;
}

void Lanes::use(const DeliveryRules& rules) {
  defaults_.rules = rules;
  for (const auto& [key, lane] : lanes_) {
    lane->rules = rules_of(lane->webhook(), rules);
  }
}

Lane* Lanes::find(WebhookKey key) {
  const auto found = lanes_.find(key);
  return found == lanes_.end() || found->second->is_deleted ? nullptr : found->second.get();
}

void Lanes::tidy(WebhookKey key) {
  const auto found = lanes_.find(key);
  if (found != lanes_.end() && found->second->is_deleted &&
      found->second->waiting.under_way() == 0) {
    lanes_.erase(found);
  }
}

std::vector<WebhookKey> Lanes::start_over() {
  for (const auto& [key, lane] : lanes_) {
    lane->waiting.start_over();
  }
  return all();
}

std::vector<WebhookKey> Lanes::use(const Share& share) {
  share_ = share;
  for (const auto& [key, lane] : lanes_) {
    pace(*lane);
  }
  return all();
}

std::vector<WebhookKey> Lanes::look_again() {
  for (const auto& [key, lane] : lanes_) {
    lane->waiting.look_again();
  }
  return all();
}

std::vector<WebhookKey> Lanes::all() const {
  std::vector<WebhookKey> all;
  all.reserve(lanes_.size());
  for (const auto& [key, lane] : lanes_) {
    all.push_back(key);
  }
  std::sort(all.begin(), all.end());
  return all;
}

void Lanes::bring_forward(DurationMilliseconds by) {
  for (const auto& [key, lane] : lanes_) {
    if (is_alone()) {
      WebhookHealth& health = lane->health.health;
      health.throttled_until = std::max<EpochMilliseconds>(0, health.throttled_until - by);
    }
    lane->paced_until =
        std::max<EpochMicroseconds>(0, lane->paced_until - by * kMicrosecondsPerMillisecond);
  }
}

void Lanes::change(const std::shared_ptr<const StoredWebhook>& stored) {
  const StoredHealth health = reader_.webhook_health(stored->key);
  std::unique_ptr<Lane>& lane = lanes_[stored->key];
  if (!lane) {
    lane = std::make_unique<Lane>(stored->key, budget_);
    lane->health = health;
  } else if (lane->health.resets != health.resets) {
    lane->health = health;
  }
  const Webhook& webhook = stored->webhook;
  lane->stored = stored;
  lane->rules = rules_of(webhook, defaults_.rules);
  pace(*lane);
  lane->timeout_ms = std::nullopt;
  if (webhook.timeout_seconds) {
    lane->timeout_ms = *webhook.timeout_seconds * kMillisecondsPerSecond;
  }
}

void Lanes::pace(Lane& lane) const {
  const Webhook& webhook = lane.webhook();
  const auto most = static_cast<std::int64_t>(defaults_.in_flight_max);
  lane.pacing = {.rate_limit = webhook.rate_limit,
                 .concurrency = std::min(webhook.concurrency.value_or(most), most),
                 .is_ordered = webhook.ordered};
  if (webhook.ordered) {
    return;  // It has one owner, and all of it.
  }
  lane.pacing.concurrency = part_of(lane.pacing.concurrency, lane.stored->key, share_);
  if (lane.pacing.rate_limit) {
    lane.pacing.rate_limit->seconds *= share_.count;
  }
}

}  // namespace hookstorm::native
