// Bytes as hexadecimal digits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookstorm {

/// Two digits a byte, in lower case.
[[nodiscard]] std::string hex_encode(std::string_view bytes);

/// Of digits in either case; nothing for other characters and an odd number of them.
[[nodiscard]] std::optional<std::string> hex_decode(std::string_view text);

}  // namespace hookstorm
