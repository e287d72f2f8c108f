// IP addresses as they may stand in a URL: in canonical form only, so that nothing is hidden in
// octal, hexadecimal, or shortened spellings.
#pragma once

#include <string_view>

namespace hookstorm {

/// Four decimal numbers from 0 to 255 without leading zeros.
[[nodiscard]] bool is_canonical_ipv4(std::string_view text);

/// The form of RFC 5952, without brackets: lower case, no leading zeros, the longest run of zero
/// groups (of at least two, the first of equals) as "::", no embedded IPv4 notation, no zone.
[[nodiscard]] bool is_canonical_ipv6(std::string_view text);

}  // namespace hookstorm
