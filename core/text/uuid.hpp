// UUIDs as text (RFC 9562): 8-4-4-4-12 digits.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace hookstorm {

/// Hexadecimal digits in the form 8-4-4-4-12.
[[nodiscard]] bool is_uuid(std::string_view text);

/// The same form with any of `[0-9a-z]`: the vendor's published examples have letters beyond 'f'
/// where they were redacted.
[[nodiscard]] bool is_redacted_uuid(std::string_view text);

/// A version 4 UUID (RFC 9562, section 5.4) made of 16 random bytes.
[[nodiscard]] std::string uuid_of(std::array<std::uint8_t, 16> random);

}  // namespace hookstorm
