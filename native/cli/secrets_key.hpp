// The key that encrypts stored secrets, from a file or from the environment.
#pragma once

#include <optional>
#include <string>

#include "native/crypto/secret_box.hpp"

namespace hookstorm::native {

/// The key in `file`, or in HOOKSTORM_SECRETS_KEY where `file` is empty; nothing where neither is
/// given. Throws UsageError for what cannot be read or is no key.
[[nodiscard]] std::optional<SecretsKey> read_secrets_key(const std::string& file);

}  // namespace hookstorm::native
