// Stands in for a platform's cryptography: as deterministic and as sensitive to every bit, but no
// secret to anybody. A seed is its own public key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/signature/computation.hpp"

namespace hookstorm::test {

inline std::string pretended_hash(std::string_view key, std::string_view content,
                                  std::size_t size) {
  std::uint64_t state = 0xCBF29CE484222325U;
  const auto mix = [&state](std::string_view text) {
    for (const char c : text) {
      state = (state ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    state = (state ^ text.size()) * 0x100000001B3U;
  };
  mix(key);
  mix(content);
  std::string hash;
  while (hash.size() < size) {
    state = (state ^ (state >> 29U)) * 0xBF58476D1CE4E5B9U;
    hash += static_cast<char>(state >> 56U);
  }
  return hash;
}

inline std::string pretended_results(const Computations& computations) {
  std::string results;
  for (const Computation& computation : computations.list) {
    const std::string& content = computations.contents.at(computation.content);
    if (computation.signature.empty()) {
      results += pretended_hash(computation.key, content, result_bytes(computation.algorithm));
    } else {
      const bool holds =
          computation.signature == pretended_hash(computation.key, content, kEd25519SignatureBytes);
      results += holds ? '\1' : '\0';
    }
  }
  return results;
}

}  // namespace hookstorm::test
