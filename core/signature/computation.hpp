// What the core asks of cryptography: it says which bytes go in, the platform computes (OpenSSL in
// the program, @noble in the module), and the core reads what came out.
// Easy to get wrong: results come as one text, each of `result_bytes`, in the computations' order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hookstorm {

enum class Algorithm : std::uint8_t {
  sha256,                  ///< Of the content alone.
  hmac_sha256,             ///< RFC 2104, with `key`.
  ed25519_sign,            ///< RFC 8032; `key` is the private key's seed.
  ed25519_verify,          ///< Whether `signature` is of the content by the public key `key`.
  ed25519_verify_by_seed,  ///< The same by the public key of the seed `key`.
};

/// By the enum's value: how the module names them.
inline constexpr std::string_view kAlgorithmNames[] = {"sha256", "hmac_sha256", "ed25519_sign",
                                                       "ed25519_verify", "ed25519_verify_by_seed"};

[[nodiscard]] constexpr std::string_view name_of(Algorithm algorithm) {
  return kAlgorithmNames[static_cast<std::size_t>(algorithm)];
}

inline constexpr std::size_t kHashBytes = 32;
inline constexpr std::size_t kEd25519KeyBytes = 32;
inline constexpr std::size_t kEd25519SignatureBytes = 64;

/// The bytes that an algorithm gives. Those that verify give one, which is 1 where it holds.
[[nodiscard]] constexpr std::size_t result_bytes(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::sha256:
    case Algorithm::hmac_sha256:
      return kHashBytes;
    case Algorithm::ed25519_sign:
      return kEd25519SignatureBytes;
    default:
      return 1;
  }
}

struct Computation {
  Algorithm algorithm;
  std::size_t content = 0;  ///< Its index in `Computations::contents`.
  std::string key;
  std::string signature;  ///< What is to be verified; else empty.
};

struct Computations {
  std::vector<std::string> contents;
  std::vector<Computation> list;
};

}  // namespace hookstorm
