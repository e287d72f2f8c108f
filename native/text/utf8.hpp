// Bytes from outside made fit for a JSON text.
#pragma once

#include <string>
#include <string_view>

namespace hookstorm::native {

/// `bytes` as UTF-8: whatever is no character (RFC 3629) becomes U+FFFD, byte by byte.
[[nodiscard]] std::string to_utf8(std::string_view bytes);

}  // namespace hookstorm::native
