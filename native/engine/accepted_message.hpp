// What was accepted and stored, as it is handed over to the dispatcher: parsed already, so that
// what is sent soon is neither read nor parsed again.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/occurrence/occurrence.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

struct AcceptedMessage {
  MessageKey key = 0;
  std::string id;
  std::optional<Occurrence> occurrence;  ///< Nothing where a stored one passes no check any more.
  std::size_t bytes = 0;                 ///< Of its text: about a third of what it holds in memory.
};

struct AcceptedDeliveries {
  struct Delivery {
    DeliveryKey key = 0;
    WebhookKey webhook = 0;
    bool is_free = false;  ///< For whoever claims it first.
  };

  std::shared_ptr<const AcceptedMessage> message;
  EpochMilliseconds due_at = 0;
  std::int64_t incarnation = 0;      ///< Under which this process has claimed them.
  std::vector<Delivery> deliveries;  ///< With ascending keys.
};

/// Of a message that was stored with a delivery to each of `webhooks`.
AcceptedDeliveries accepted_deliveries(std::shared_ptr<const AcceptedMessage> message,
                                       EpochMilliseconds due_at, const EnqueuedMessage& enqueued,
                                       const std::vector<WebhookKey>& webhooks);

}  // namespace hookstorm::native
