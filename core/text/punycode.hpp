// Punycode (RFC 3492): how labels of other scripts are written in host names, after `xn--`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookstorm {

/// The code points of a label without its `xn--`. Nothing where it is no Punycode, in capitals, or
/// holds no code point beyond ASCII: whatever is decoded has only one spelling.
[[nodiscard]] std::optional<std::u32string> punycode_decode(std::string_view encoded);

}  // namespace hookstorm
