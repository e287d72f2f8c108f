#include "native/api/delivery_id.hpp"

namespace hookstorm::native {
namespace {

constexpr std::string_view kPrefix = "dlv_";
constexpr std::string_view kMessagePrefix = "msg_";
constexpr std::size_t kUuidBytes = 36;

}  // namespace

std::string delivery_id(std::string_view message_id, std::string_view webhook_id) {
  std::string id(kPrefix);
  id.append(message_id.substr(kMessagePrefix.size())).append("_").append(webhook_id);
  return id;
}

std::optional<DeliveryId> parse_delivery_id(std::string_view text) {
  if (!text.starts_with(kPrefix) || text.size() <= kPrefix.size() + 1 + kUuidBytes) {
    return std::nullopt;
  }
  const std::size_t middle = text.size() - kUuidBytes - 1;
  if (text[middle] != '_') {
    return std::nullopt;
  }
  DeliveryId id{.message_id = std::string(kMessagePrefix),
                .webhook_id = std::string(text.substr(middle + 1))};
  id.message_id.append(text.substr(kPrefix.size(), middle - kPrefix.size()));
  return id;
}

}  // namespace hookstorm::native
