#include "native/crypto/sha256.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>

#include "core/signature/computation.hpp"

namespace hookstorm::native {

std::string sha256(std::string_view content) {
  std::array<unsigned char, kHashBytes> hash{};
  if (EVP_Digest(content.data(), content.size(), hash.data(), nullptr, EVP_sha256(), nullptr) !=
      1) {
    throw std::runtime_error("OpenSSL failed to compute SHA-256.");
  }
  return {hash.begin(), hash.end()};
}

}  // namespace hookstorm::native
