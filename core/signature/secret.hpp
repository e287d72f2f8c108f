// What signs and what checks signatures, as people write it: `whsec_…`, `whsk_…` and `whpk_…` of
// Standard Webhooks 1.0.0, or any text for the vendor's scheme.
// Easy to get wrong: libraries disagree about whsk_. The specification's own write the 32 bytes of
// the seed, others 64, the seed and the public key; both are read here and kept as they were given,
// but only the seed signs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/problem/result.hpp"
#include "core/signature/scheme.hpp"

namespace hookstorm {

inline constexpr std::size_t kSecretBytesMin = 24;
inline constexpr std::size_t kSecretBytesMax = 64;
inline constexpr std::size_t kSecretTextMax = 200;

enum class SecretKind : std::uint8_t {
  symmetric,    ///< `whsec_`: the key of an HMAC, 24 to 64 bytes.
  private_key,  ///< `whsk_`: an ed25519 seed, or seed and public key.
  public_key,   ///< `whpk_`: an ed25519 public key, which only checks.
  text,         ///< Of the vendor's scheme: 1 to 200 visible ASCII characters.
};

struct Secret {
  std::string key;  ///< The bytes, or the text itself; never shown as they are.
  SecretKind kind = SecretKind::symmetric;

  /// As it is written: `whsec_…`.
  [[nodiscard]] std::string text() const;
};

/// Whether a private or public key may have this many bytes.
[[nodiscard]] bool is_ed25519_key_size(SecretKind kind, std::size_t size);

/// Takes the prefix of a secret of Standard Webhooks from `text`; nothing where it has none.
[[nodiscard]] std::optional<SecretKind> take_secret_prefix(std::string_view& text);

/// A secret of Standard Webhooks in the form that its prefix announces; nothing for other texts.
[[nodiscard]] std::optional<Secret> read_secret(std::string_view text);

/// A secret that signs by `scheme`. Error at `path`: `invalid-secret`.
[[nodiscard]] Result<Secret> parse_secret(std::string_view text, std::string_view path,
                                          SignatureScheme scheme = SignatureScheme::standard);

/// A new secret for `scheme` of `random`, which are 32 bytes.
[[nodiscard]] Secret new_secret(SignatureScheme scheme, std::string_view random);

/// Whether `text` holds something that looks like a secret of Standard Webhooks.
[[nodiscard]] bool holds_secret(std::string_view text);

}  // namespace hookstorm
