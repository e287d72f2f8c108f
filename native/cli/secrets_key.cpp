#include "native/cli/secrets_key.hpp"

#include <cstdlib>
#include <string_view>

#include "native/cli/input.hpp"
#include "native/cli/usage_error.hpp"

namespace hookstorm::native {
namespace {

constexpr const char* kVariable = "HOOKSTORM_SECRETS_KEY";

/// The text itself is never told: it may be a key with a typing error.
SecretsKey usable(std::optional<SecretsKey> key, const std::string& source) {
  if (!key) {
    throw UsageError(source +
                     " holds no key: it takes 32 bytes in Base64, as `openssl rand -base64 32` "
                     "prints them.");
  }
  return *key;
}

}  // namespace

std::optional<SecretsKey> read_secrets_key(const std::string& file) {
  if (!file.empty()) {
    const Result<std::string> text = read_input(file);
    return usable(text.ok() ? parse_secrets_key(text.value()) : std::nullopt, file);
  }
  const char* text = std::getenv(kVariable);
  return text == nullptr ? std::nullopt : std::optional(usable(parse_secrets_key(text), kVariable));
}

}  // namespace hookstorm::native
