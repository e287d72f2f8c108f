#include "native/crypto/hmac_sha256.hpp"

#include <array>
#include <cstddef>
#include <stdexcept>

#include <openssl/core_names.h>
#include <openssl/params.h>

namespace hookstorm::native {
namespace {

constexpr std::size_t kMacBytes = 32;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

HmacSha256::HmacSha256()
    : algorithm_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)),
      context_(algorithm_ ? EVP_MAC_CTX_new(algorithm_.get()) : nullptr) {
  std::array<char, 7> digest = {'S', 'H', 'A', '2', '5', '6', '\0'};
  const std::array<OSSL_PARAM, 2> parameters = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_end()};
  if (!context_ || EVP_MAC_CTX_set_params(context_.get(), parameters.data()) != 1) {
    throw std::runtime_error("OpenSSL offers no HMAC-SHA256.");
  }
}

std::string HmacSha256::mac(std::string_view key, std::string_view text) {
  std::array<unsigned char, kMacBytes> mac{};
  std::size_t length = 0;
  if (EVP_MAC_init(context_.get(), bytes_of(key), key.size(), nullptr) != 1 ||
      EVP_MAC_update(context_.get(), bytes_of(text), text.size()) != 1 ||
      EVP_MAC_final(context_.get(), mac.data(), &length, mac.size()) != 1 || length != kMacBytes) {
    throw std::runtime_error("OpenSSL failed to compute HMAC-SHA256.");
  }
  return {mac.begin(), mac.end()};
}

}  // namespace hookstorm::native
