// Keeps short texts secret where they are stored: AES-256-GCM by OpenSSL, with a random nonce each.
// Easy to get wrong: a sealed text opens only for what it was bound to, such as a webhook's id, so
// that one cannot be put in another's place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "native/system/random.hpp"

namespace hookstorm::native {

struct SecretsKey {
  static constexpr std::size_t kBytes = 32;

  std::string bytes;  ///< As many as `kBytes`; never shown.
};

/// The key in its written form, Base64 as `openssl rand -base64 32` prints it; white space around
/// it is left out. Nothing for other texts.
[[nodiscard]] std::optional<SecretsKey> parse_secrets_key(std::string_view text);

class SecretBox {
 public:
  SecretBox(SecretsKey key, RandomBytes random);

  /// `sealed:v1:` and Base64 of nonce, encrypted text and tag. Throws std::runtime_error where
  /// OpenSSL fails.
  [[nodiscard]] std::string seal(std::string_view text, std::string_view bound_to) const;

  /// Nothing for what was not sealed by this key for `bound_to`, or was changed since.
  [[nodiscard]] std::optional<std::string> open(std::string_view sealed,
                                                std::string_view bound_to) const;

 private:
  SecretsKey key_;
  RandomBytes random_;
};

}  // namespace hookstorm::native
