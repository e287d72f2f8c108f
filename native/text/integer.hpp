// Whole numbers in texts from outside.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hookstorm::native {

/// The number that `text` is, all of it: decimal digits, with or without a minus before them.
/// Nothing for other texts, and for numbers beyond 64 bits.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);

}  // namespace hookstorm::native
