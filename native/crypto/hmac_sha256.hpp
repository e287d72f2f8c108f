// HMAC-SHA256 (RFC 2104) by OpenSSL. One context is kept and used again; one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

namespace hookstorm::native {

class HmacSha256 {
 public:
  /// Throws std::runtime_error where OpenSSL has no HMAC.
  HmacSha256();

  /// The 32 bytes of the MAC. `key` is not empty.
  [[nodiscard]] std::string mac(std::string_view key, std::string_view text);

 private:
  struct Release {
    void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
  };

  std::unique_ptr<EVP_MAC, Release> algorithm_;
  std::unique_ptr<EVP_MAC_CTX, Release> context_;
};

}  // namespace hookstorm::native
