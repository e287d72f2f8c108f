#include "core/signature/signing.hpp"

#include <cassert>

#include "core/text/base64.hpp"
#include "core/text/hex.hpp"

namespace hookstorm {

std::string standard_content(std::string_view message_id, std::string_view timestamp,
                             std::string_view body) {
  std::string content;
  content.reserve(message_id.size() + timestamp.size() + body.size() + 2);
  content.append(message_id).append(".").append(timestamp).append(".").append(body);
  return content;
}

std::string livestorm_content(std::string_view timestamp, std::string_view secret,
                              std::string_view body) {
  std::string content;
  content.reserve(timestamp.size() + secret.size() + body.size());
  content.append(timestamp).append(secret).append(body);
  return content;
}

Computations signing_computations(const std::vector<const Secret*>& secrets,
                                  std::string_view message_id, std::string_view timestamp,
                                  std::string_view body) {
  Computations computations;
  for (const Secret* secret : secrets) {
    if (secret->kind == SecretKind::text) {
      computations.contents.push_back(livestorm_content(timestamp, secret->key, body));
      computations.list.push_back({.algorithm = Algorithm::sha256});
      break;
    }
    if (computations.contents.empty()) {
      computations.contents.push_back(standard_content(message_id, timestamp, body));
    }
    const bool is_private_key = secret->kind == SecretKind::private_key;
    computations.list.push_back(
        {.algorithm = is_private_key ? Algorithm::ed25519_sign : Algorithm::hmac_sha256,
         .key = is_private_key ? secret->key.substr(0, kEd25519KeyBytes) : secret->key});
  }
  return computations;
}

Header signature_header(const Computations& computations, std::string_view results,
                        std::string_view timestamp) {
  assert(!computations.list.empty());
  if (computations.list.front().algorithm == Algorithm::sha256) {
    return {std::string(signature_header_of(SignatureScheme::livestorm)),
            std::string(timestamp) + "," + hex_encode(results)};
  }
  Header header{std::string(signature_header_of(SignatureScheme::standard)), {}};
  for (const Computation& computation : computations.list) {
    const std::size_t size = result_bytes(computation.algorithm);
    const std::string_view version =
        computation.algorithm == Algorithm::ed25519_sign ? "v1a," : "v1,";
    header.value.append(header.value.empty() ? "" : " ").append(version);
    header.value += base64_encode(results.substr(0, size));
    results.remove_prefix(size);
  }
  return header;
}

}  // namespace hookstorm
