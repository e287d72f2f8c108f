// Random bytes, passed in wherever chance is needed, so that tests choose it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "core/text/hex.hpp"

namespace hookstorm::native {

/// Fills the span with unpredictable bytes, or throws. May be called from any thread.
using RandomBytes = std::function<void(std::span<std::uint8_t>)>;

/// OpenSSL's generator. Throws std::runtime_error where the machine has no randomness.
[[nodiscard]] RandomBytes system_random();

template <std::size_t kCount>
[[nodiscard]] std::array<std::uint8_t, kCount> random_array(const RandomBytes& random) {
  std::array<std::uint8_t, kCount> bytes{};
  random(bytes);
  return bytes;
}

/// So many random bytes, in hexadecimal.
template <std::size_t kCount>
[[nodiscard]] std::string random_hex(const RandomBytes& random) {
  const std::array<std::uint8_t, kCount> bytes = random_array<kCount>(random);
  return hex_encode(std::string(bytes.begin(), bytes.end()));
}

[[nodiscard]] std::uint32_t random_number(const RandomBytes& random);

}  // namespace hookstorm::native
