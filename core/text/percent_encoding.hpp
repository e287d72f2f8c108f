// Percent-encoding (RFC 3986, section 2.1), as in a link's query.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookstorm {

/// Every byte but the unreserved characters (RFC 3986, section 2.3) as %XX, in capitals.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// As CloudEvents' HTTP binding writes values of headers (section 3.1.3.2): only spaces, '"', '%'
/// and what is not printable ASCII, byte by byte.
[[nodiscard]] std::string percent_encode_header(std::string_view text);

/// Nothing where a '%' is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// The decoded value of `name` in a URL's query; nothing where it is missing or ill-formed.
[[nodiscard]] std::optional<std::string> query_value(std::string_view url, std::string_view name);

}  // namespace hookstorm
