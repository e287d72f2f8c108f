#include "native/store/webhook_registry.hpp"

#include <algorithm>
#include <utility>

namespace hookstorm::native {
namespace {

/// Where the webhook with this key is, or would be.
WebhookList::iterator place_of(WebhookList& webhooks, WebhookKey key) {
  return std::lower_bound(
      webhooks.begin(), webhooks.end(), key,
      [](const auto& webhook, WebhookKey wanted) { return webhook->key < wanted; });
}

bool is_at(const WebhookList& webhooks, WebhookList::const_iterator place, WebhookKey key) {
  return place != webhooks.end() && (*place)->key == key;
}

}  // namespace

void WebhookRegistry::replace(std::vector<StoredWebhook> webhooks) {
  WebhookList list;
  list.reserve(webhooks.size());
  auto before = webhooks_->begin();
  for (StoredWebhook& webhook : webhooks) {
    while (before != webhooks_->end() && (*before)->key < webhook.key) {
      ++before;
    }
    const bool is_as_before = before != webhooks_->end() && (*before)->key == webhook.key &&
                              (*before)->revision == webhook.revision;
    list.push_back(is_as_before ? *before
                                : std::make_shared<const StoredWebhook>(std::move(webhook)));
  }
  webhooks_ = std::make_shared<const WebhookList>(std::move(list));
}

void WebhookRegistry::put(StoredWebhook webhook) {
  auto changed = std::make_shared<const StoredWebhook>(std::move(webhook));
  WebhookList list = *webhooks_;
  const auto place = place_of(list, changed->key);
  if (is_at(list, place, changed->key)) {
    *place = std::move(changed);
  } else {
    list.insert(place, std::move(changed));
  }
  webhooks_ = std::make_shared<const WebhookList>(std::move(list));
}

void WebhookRegistry::remove(WebhookKey key) {
  WebhookList list = *webhooks_;
  const auto place = place_of(list, key);
  if (is_at(list, place, key)) {
    list.erase(place);
    webhooks_ = std::make_shared<const WebhookList>(std::move(list));
  }
}

std::optional<StoredWebhook> WebhookRegistry::find(std::string_view id) const {
  const auto found = std::find_if(webhooks_->begin(), webhooks_->end(),
                                  [&](const auto& stored) { return stored->webhook.id == id; });
  return found == webhooks_->end() ? std::nullopt : std::optional(**found);
}

std::optional<StoredWebhook> WebhookRegistry::find(WebhookKey key) const {
  const auto found = std::find_if(webhooks_->begin(), webhooks_->end(),
                                  [&](const auto& stored) { return stored->key == key; });
  return found == webhooks_->end() ? std::nullopt : std::optional(**found);
}

std::size_t WebhookRegistry::count_of(WorkspaceKey workspace) const {
  return static_cast<std::size_t>(
      std::count_if(webhooks_->begin(), webhooks_->end(),
                    [&](const auto& stored) { return stored->workspace == workspace; }));
}

}  // namespace hookstorm::native
