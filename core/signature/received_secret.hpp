// The secrets of somebody who checks a signature, as they were configured: read generously, since
// what is wrong with one may be why nothing matches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/signature/scheme.hpp"
#include "core/signature/secret.hpp"

namespace hookstorm {

inline constexpr std::size_t kReceivedSecretsMax = 10;
inline constexpr std::size_t kReceivedSecretBytesMax = 512;

/// What had to be put right so that the secret can be read.
enum class SecretFault : std::uint8_t {
  none,
  pasted,      ///< Spaces, quotes, or `v1,` around it.
  base64url,   ///< In the alphabet of URLs, or without its padding.
  unreadable,  ///< Nothing helped.
};

/// How a key is made of the secret.
enum class SecretUse : std::uint8_t {
  as_specified,
  text,          ///< The mistake of taking the characters, prefix and all, for the key.
  encoded_text,  ///< The same without the prefix.
};

struct ReceivedSecret {
  SecretFault fault = SecretFault::none;
  Secret secret;             ///< Its key is empty where it is unreadable.
  std::string text;          ///< Without what was pasted around it.
  std::string encoded_text;  ///< Without the prefix.
};

/// By Standard Webhooks, a text without a prefix is that of `whsec_`, as their libraries have it;
/// its bytes may be of any number.
[[nodiscard]] ReceivedSecret read_received_secret(std::string_view text, SignatureScheme scheme);

}  // namespace hookstorm
