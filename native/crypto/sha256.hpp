// SHA-256 (FIPS 180-4) by OpenSSL. From any thread.
#pragma once

#include <string>
#include <string_view>

namespace hookstorm::native {

/// The 32 bytes of the hash. Throws std::runtime_error where OpenSSL fails.
[[nodiscard]] std::string sha256(std::string_view content);

}  // namespace hookstorm::native
