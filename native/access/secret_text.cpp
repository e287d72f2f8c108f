#include "native/access/secret_text.hpp"

#include <algorithm>
#include <cstddef>

#include "core/text/base64.hpp"
#include "native/crypto/sha256.hpp"

namespace hookstorm::native {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kIdBytes = 16;

}  // namespace

std::string new_secret_text(const RandomBytes& random) {
  const auto bytes = random_array<kSecretBytes>(random);
  std::string text = base64_encode(std::string(bytes.begin(), bytes.end()));
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(text.find('='));
  return text;
}

std::string new_token_text(const RandomBytes& random) {
  return "hs_" + new_secret_text(random);
}

std::string new_token_id(const RandomBytes& random) {
  return "tok_" + random_hex<kIdBytes>(random);
}

std::string hash_of_secret(std::string_view text) {
  return sha256(text);
}

}  // namespace hookstorm::native
