// Base64 with padding (RFC 4648, section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookstorm {

[[nodiscard]] std::string base64_encode(std::string_view bytes);

/// Nothing for characters outside the alphabet, wrong padding, or set bits after the last byte.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

/// The same, whether the alphabet is that of URLs (RFC 4648, section 5) and whether the padding is
/// there or not.
[[nodiscard]] std::optional<std::string> base64_decode_loosely(std::string_view text);

}  // namespace hookstorm
