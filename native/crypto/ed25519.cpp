#include "native/crypto/ed25519.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <stdexcept>

#include <openssl/evp.h>

#include "core/signature/computation.hpp"

namespace hookstorm::native {
namespace {

struct Release {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Release>;
using Context = std::unique_ptr<EVP_MD_CTX, Release>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

[[noreturn]] void fail() {
  throw std::runtime_error("OpenSSL failed to compute ed25519.");
}

Key private_key(std::string_view seed) {
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed), seed.size()));
  if (!key) {
    fail();
  }
  return key;
}

}  // namespace

std::string ed25519_public_key(std::string_view seed) {
  std::array<unsigned char, kEd25519KeyBytes> bytes{};
  std::size_t size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(private_key(seed).get(), bytes.data(), &size) != 1) {
    fail();
  }
  return {bytes.begin(), bytes.end()};
}

std::string ed25519_sign(std::string_view seed, std::string_view content) {
  const Key key = private_key(seed);
  const Context context(EVP_MD_CTX_new());
  std::array<unsigned char, kEd25519SignatureBytes> bytes{};
  std::size_t size = bytes.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), bytes.data(), &size, bytes_of(content), content.size()) != 1) {
    fail();
  }
  return {bytes.begin(), bytes.end()};
}

bool ed25519_verify(std::string_view public_key, std::string_view content,
                    std::string_view signature) {
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(public_key),
                                            public_key.size()));
  const Context context(EVP_MD_CTX_new());
  if (!key || !context ||
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) {
    return false;
  }
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(content),
                          content.size()) == 1;
}

}  // namespace hookstorm::native
