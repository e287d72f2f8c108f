// The id of a delivery as people see it: of which message, and for which webhook. A message has one
// delivery for a webhook, so that the id needs no column and no index of its own, and whoever has
// received a request can tell it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookstorm::native {

struct DeliveryId {
  std::string message_id;
  std::string webhook_id;
};

/// `dlv_`, the message's id without its `msg_`, `_`, and the webhook's id.
[[nodiscard]] std::string delivery_id(std::string_view message_id, std::string_view webhook_id);

[[nodiscard]] std::optional<DeliveryId> parse_delivery_id(std::string_view text);

}  // namespace hookstorm::native
