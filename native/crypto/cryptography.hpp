// What the core wants computed, by OpenSSL. One thread at a time.
#pragma once

#include <string>

#include "core/signature/computation.hpp"
#include "native/crypto/hmac_sha256.hpp"

namespace hookstorm::native {

class Cryptography {
 public:
  /// The results, one after the other. Throws std::runtime_error where OpenSSL fails.
  [[nodiscard]] std::string compute(const Computations& computations);

 private:
  [[nodiscard]] std::string compute(const Computation& computation, std::string_view content);

  HmacSha256 hmac_;
};

}  // namespace hookstorm::native
