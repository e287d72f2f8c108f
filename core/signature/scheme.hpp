// How a request says who sent it: the schemes of signatures and their headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

namespace hookstorm {

enum class SignatureScheme : std::uint8_t {
  standard,   ///< Standard Webhooks 1.0.0: `webhook-signature`, by HMAC-SHA256 or ed25519.
  livestorm,  ///< The vendor's: `x-livestorm-signature`, a SHA-256 with the secret inside.
};

/// By the enum's value.
inline constexpr std::string_view kSignatureSchemeNames[] = {"standard", "livestorm"};
inline constexpr std::string_view kSignatureHeaders[] = {"webhook-signature",
                                                         "x-livestorm-signature"};

/// In every request, whatever the scheme.
inline constexpr std::string_view kIdHeader = "webhook-id";
inline constexpr std::string_view kTimestampHeader = "webhook-timestamp";

[[nodiscard]] constexpr std::string_view name_of(SignatureScheme scheme) {
  return kSignatureSchemeNames[static_cast<std::size_t>(scheme)];
}
[[nodiscard]] constexpr std::string_view signature_header_of(SignatureScheme scheme) {
  return kSignatureHeaders[static_cast<std::size_t>(scheme)];
}

[[nodiscard]] constexpr std::optional<SignatureScheme> signature_scheme_named(
    std::string_view name) {
  for (std::size_t i = 0; i < std::size(kSignatureSchemeNames); ++i) {
    if (kSignatureSchemeNames[i] == name) {
      return static_cast<SignatureScheme>(i);
    }
  }
  return std::nullopt;
}

}  // namespace hookstorm
