// Signatures by ed25519 (RFC 8032) by OpenSSL. A private key is its seed of 32 bytes. These throw
// std::runtime_error where OpenSSL fails.
#pragma once

#include <string>
#include <string_view>

namespace hookstorm::native {

/// The 32 bytes of the public key.
[[nodiscard]] std::string ed25519_public_key(std::string_view seed);

/// The 64 bytes of the signature.
[[nodiscard]] std::string ed25519_sign(std::string_view seed, std::string_view content);

/// False also where `public_key` is none.
[[nodiscard]] bool ed25519_verify(std::string_view public_key, std::string_view content,
                                  std::string_view signature);

}  // namespace hookstorm::native
