#include "core/signature/secret.hpp"

#include <optional>
#include <utility>

#include "core/text/base64.hpp"

namespace hookstorm {
namespace {

constexpr std::string_view kPrefix = "whsec_";

}  // namespace

std::string Secret::text() const {
  return std::string(kPrefix) + base64_encode(key);
}

Result<Secret> parse_secret(std::string_view text, std::string_view path) {
  std::optional<std::string> key;
  if (text.rfind(kPrefix, 0) == 0) {
    key = base64_decode(text.substr(kPrefix.size()));
  }
  if (!key || key->size() < kSecretBytesMin || key->size() > kSecretBytesMax) {
    Problems problems;
    problems.error(std::string(path), "invalid-secret",
                   "A secret is whsec_ followed by the base64 of 24 to 64 bytes.");
    return Result<Secret>(std::move(problems));
  }
  return Result<Secret>(Secret{std::move(*key)});
}

}  // namespace hookstorm
