// The id of a message: `msg_` and 26 characters, sortable by the time of acceptance.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/time/timestamp.hpp"

namespace hookstorm {

/// Stands for the id of a message that is only previewed.
inline constexpr std::string_view kNilMessageId = "msg_00000000000000000000000000";

/// Crockford's base32 of 48 bits of time and 80 random bits, as in a ULID.
[[nodiscard]] std::string message_id(EpochMilliseconds accepted_at,
                                     std::array<std::uint8_t, 10> random);

/// Whether `text` may stand as a message's id in a signature: 1 to 64 of `[A-Za-z0-9_-]`.
[[nodiscard]] bool is_message_id(std::string_view text);

}  // namespace hookstorm
