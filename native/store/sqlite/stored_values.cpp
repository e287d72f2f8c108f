#include "native/store/sqlite/stored_values.hpp"

#include <utility>

namespace hookstorm::native {

Webhook read_configuration(std::string_view text) {
  Result<Webhook> webhook = parse_webhook(text, TargetPolicy::of_stored());
  if (!webhook.ok()) {
    throw StoreError("A stored webhook cannot be read: " +
                     webhook.problems().list().front().message);
  }
  return std::move(webhook.value());
}

}  // namespace hookstorm::native
