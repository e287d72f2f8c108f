#include "native/dispatcher/slots.hpp"

#include <algorithm>
#include <cassert>

namespace hookstorm::native {

std::size_t Slots::taken_by(WebhookKey webhook) const {
  const auto found = by_webhook_.find(webhook);
  return found == by_webhook_.end() ? 0 : found->second;
}

std::size_t Slots::share(WebhookKey webhook, std::size_t waiting) const {
  assert(waiting > 0);
  const std::size_t equal_part = (free() + waiting - 1) / waiting;
  return std::min(equal_part, per_webhook_max_ - taken_by(webhook));
}

void Slots::order(std::vector<DueOverview::DueWebhook>& webhooks, WebhookKey last_served) const {
  std::rotate(webhooks.begin(),
              std::find_if(webhooks.begin(), webhooks.end(),
                           [=](const auto& webhook) { return webhook.key > last_served; }),
              webhooks.end());
  std::stable_sort(webhooks.begin(), webhooks.end(), [this](const auto& left, const auto& right) {
    return taken_by(left.key) < taken_by(right.key);
  });
}

void Slots::take(DeliveryKey delivery, WebhookKey webhook) {
  assert(free() > 0 && taken_by(webhook) < per_webhook_max_ && !holds(delivery));
  taken_.emplace(delivery, webhook);
  ++by_webhook_[webhook];
}

void Slots::release(DeliveryKey delivery) {
  const auto found = taken_.find(delivery);
  assert(found != taken_.end());
  const auto count = by_webhook_.find(found->second);
  if (--count->second == 0) {
    by_webhook_.erase(count);
  }
  taken_.erase(found);
}

}  // namespace hookstorm::native
