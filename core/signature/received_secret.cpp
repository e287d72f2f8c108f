#include "core/signature/received_secret.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/signature/computation.hpp"
#include "core/text/ascii.hpp"
#include "core/text/base64.hpp"

namespace hookstorm {
namespace {

constexpr std::string_view kAround = " \t\r\n\"'`";
constexpr std::string_view kVersions[] = {"v1,", "v1a,"};

std::string_view without_paste(std::string_view text) {
  text = ascii::trimmed(text, kAround);
  for (const std::string_view version : kVersions) {
    if (text.starts_with(version)) {
      return without_paste(text.substr(version.size()));
    }
  }
  return text;
}

/// Also symmetric keys that are too short to be given out: what is received may be signed so.
bool is_size_of(SecretKind kind, std::size_t size) {
  return kind == SecretKind::symmetric ? size > 0 : is_ed25519_key_size(kind, size);
}

/// The key of a secret whose base64 is `encoded`, and whether it was written as it should be.
void decode(ReceivedSecret& received, std::string_view encoded, SecretKind kind) {
  received.secret.kind = kind;
  std::optional<std::string> key = base64_decode(encoded);
  if (!key) {
    key = base64_decode_loosely(encoded);
    received.fault = std::max(received.fault, SecretFault::base64url);
  }
  if (key && is_size_of(kind, key->size())) {
    received.secret.key = std::move(*key);
  } else {
    received.fault = SecretFault::unreadable;
  }
}

}  // namespace

ReceivedSecret read_received_secret(std::string_view text, SignatureScheme scheme) {
  const std::string_view bare = without_paste(text);
  ReceivedSecret received;
  received.text = bare;
  received.fault = bare == text ? SecretFault::none : SecretFault::pasted;
  if (scheme == SignatureScheme::livestorm) {
    received.secret = {received.text, SecretKind::text};
    received.fault = bare.empty() ? SecretFault::unreadable : received.fault;
    return received;
  }
  std::string_view encoded = bare;
  const SecretKind kind = take_secret_prefix(encoded).value_or(SecretKind::symmetric);
  received.encoded_text = encoded;
  decode(received, encoded, kind);
  return received;
}

}  // namespace hookstorm
