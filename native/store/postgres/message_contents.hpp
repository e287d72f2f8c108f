// The contents of several messages, in one round trip.
#pragma once

#include <unordered_map>
#include <vector>

#include "native/store/postgres/database.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native::postgres {

/// Of those that are there, and at most 64 KiB long: longer ones are worth a round trip each.
[[nodiscard]] std::unordered_map<MessageKey, MessageContent> read_message_contents(
    Database& database, const std::vector<MessageKey>& keys);

}  // namespace hookstorm::native::postgres
