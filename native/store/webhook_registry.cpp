#include "native/store/webhook_registry.hpp"

#include <algorithm>
#include <utility>

namespace hookstorm::native {

void WebhookRegistry::replace(std::vector<StoredWebhook> webhooks) {
  webhooks_.clear();
  for (StoredWebhook& webhook : webhooks) {
    put(std::move(webhook));
  }
}

void WebhookRegistry::put(StoredWebhook webhook) {
  const WebhookKey key = webhook.key;
  webhooks_.insert_or_assign(key, std::move(webhook));
}

void WebhookRegistry::remove(WebhookKey key) {
  webhooks_.erase(key);
}

std::optional<StoredWebhook> WebhookRegistry::find(std::string_view id) const {
  const auto found = std::find_if(webhooks_.begin(), webhooks_.end(),
                                  [&](const auto& entry) { return entry.second.webhook.id == id; });
  return found == webhooks_.end() ? std::nullopt : std::optional(found->second);
}

Matching WebhookRegistry::match(Trigger trigger) const {
  Matching matching;
  for (const auto& [key, stored] : webhooks_) {
    if (!stored.webhook.wants(trigger)) {
      matching.skips.push_back({key, stored.webhook.id, SkipReason::trigger});
    } else if (!stored.webhook.enabled) {
      matching.skips.push_back({key, stored.webhook.id, SkipReason::disabled});
    } else {
      matching.deliveries.push_back(key);
    }
  }
  return matching;
}

}  // namespace hookstorm::native
