#include "core/signature/secret.hpp"

#include <algorithm>
#include <utility>

#include "core/signature/computation.hpp"
#include "core/text/base64.hpp"
#include "core/text/sentence.hpp"

namespace hookstorm {
namespace {

/// By the kind's value; a text has none.
constexpr std::string_view kPrefixes[] = {"whsec_", "whsk_", "whpk_"};

bool fits(SecretKind kind, std::size_t size) {
  return kind == SecretKind::symmetric ? size >= kSecretBytesMin && size <= kSecretBytesMax
                                       : is_ed25519_key_size(kind, size);
}

bool is_visible(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::optional<Secret> signing_secret(std::string_view text, SignatureScheme scheme) {
  if (scheme == SignatureScheme::standard) {
    std::optional<Secret> secret = read_secret(text);
    return secret && secret->kind != SecretKind::public_key ? secret : std::nullopt;
  }
  if (text.empty() || text.size() > kSecretTextMax || !is_visible(text)) {
    return std::nullopt;
  }
  return Secret{std::string(text), SecretKind::text};
}

std::string expectation(std::string_view text, SignatureScheme scheme) {
  if (scheme == SignatureScheme::livestorm) {
    return sentence(
        "The vendor's scheme takes a secret of 1 to {} visible ASCII characters without spaces.",
        {kSecretTextMax});
  }
  if (text.starts_with(kPrefixes[static_cast<std::size_t>(SecretKind::public_key)])) {
    return "whpk_ begins a public key, which checks signatures and makes none; give the private "
           "key, whsk_….";
  }
  return "A secret is whsec_ followed by the base64 of 24 to 64 bytes, or whsk_ followed by that "
         "of an ed25519 private key: 32 bytes, or 64 with the public key after them.";
}

}  // namespace

std::string Secret::text() const {
  return kind == SecretKind::text
             ? key
             : std::string(kPrefixes[static_cast<std::size_t>(kind)]) + base64_encode(key);
}

bool is_ed25519_key_size(SecretKind kind, std::size_t size) {
  return size == kEd25519KeyBytes ||
         (kind == SecretKind::private_key && size == 2 * kEd25519KeyBytes);
}

std::optional<SecretKind> take_secret_prefix(std::string_view& text) {
  for (std::size_t i = 0; i < std::size(kPrefixes); ++i) {
    if (text.starts_with(kPrefixes[i])) {
      text.remove_prefix(kPrefixes[i].size());
      return static_cast<SecretKind>(i);
    }
  }
  return std::nullopt;
}

std::optional<Secret> read_secret(std::string_view text) {
  const std::optional<SecretKind> kind = take_secret_prefix(text);
  std::optional<std::string> key = kind ? base64_decode(text) : std::nullopt;
  return key && fits(*kind, key->size()) ? std::optional(Secret{std::move(*key), *kind})
                                         : std::nullopt;
}

Result<Secret> parse_secret(std::string_view text, std::string_view path, SignatureScheme scheme) {
  if (std::optional<Secret> secret = signing_secret(text, scheme)) {
    return Result<Secret>(std::move(*secret));
  }
  Problems problems;
  problems.error(std::string(path), "invalid-secret", expectation(text, scheme));
  return Result<Secret>(problems);
}

Secret new_secret(SignatureScheme scheme, std::string_view random) {
  // A text with a prefix would invite its reader to decode it.
  return scheme == SignatureScheme::standard ? Secret{std::string(random)}
                                             : Secret{base64_encode(random), SecretKind::text};
}

bool holds_secret(std::string_view text) {
  return text.find(kPrefixes[0]) != std::string_view::npos ||
         text.find(kPrefixes[1]) != std::string_view::npos;
}

}  // namespace hookstorm
