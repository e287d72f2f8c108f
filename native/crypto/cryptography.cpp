#include "native/crypto/cryptography.hpp"

#include <stdexcept>

#include "native/crypto/ed25519.hpp"
#include "native/crypto/sha256.hpp"

namespace hookstorm::native {
namespace {

std::string holding(bool holds) {
  return {holds ? '\1' : '\0'};
}

}  // namespace

std::string Cryptography::compute(const Computations& computations) {
  std::string results;
  for (const Computation& computation : computations.list) {
    results += compute(computation, computations.contents.at(computation.content));
  }
  return results;
}

std::string Cryptography::compute(const Computation& computation, std::string_view content) {
  const std::string& key = computation.key;
  switch (computation.algorithm) {
    case Algorithm::sha256:
      return sha256(content);
    case Algorithm::hmac_sha256:
      return hmac_.mac(key, content);
    case Algorithm::ed25519_sign:
      return ed25519_sign(key, content);
    case Algorithm::ed25519_verify:
      return holding(ed25519_verify(key, content, computation.signature));
    case Algorithm::ed25519_verify_by_seed:
      return holding(ed25519_verify(ed25519_public_key(key), content, computation.signature));
  }
  throw std::logic_error("There is an algorithm that nobody computes.");
}

}  // namespace hookstorm::native
