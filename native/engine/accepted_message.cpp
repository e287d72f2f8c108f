#include "native/engine/accepted_message.hpp"

#include <algorithm>
#include <utility>

namespace hookstorm::native {

AcceptedDeliveries accepted_deliveries(std::shared_ptr<const AcceptedMessage> message,
                                       EpochMilliseconds due_at, const EnqueuedMessage& enqueued,
                                       const std::vector<WebhookKey>& webhooks) {
  AcceptedDeliveries accepted{
      .message = std::move(message), .due_at = due_at, .incarnation = enqueued.incarnation};
  accepted.deliveries.reserve(webhooks.size());
  for (std::size_t i = 0; i < webhooks.size(); ++i) {
    const bool is_free = std::find(enqueued.left_free.begin(), enqueued.left_free.end(),
                                   webhooks[i]) != enqueued.left_free.end();
    accepted.deliveries.push_back(
        {.key = enqueued.deliveries.at(i), .webhook = webhooks[i], .is_free = is_free});
  }
  return accepted;
}

}  // namespace hookstorm::native
