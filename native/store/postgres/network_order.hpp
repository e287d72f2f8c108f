// Integers as PostgreSQL's binary formats have them: the highest byte first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace hookstorm::native::postgres {

template <typename Integer>
[[nodiscard]] constexpr std::array<char, sizeof(Integer)> in_network_order(Integer number) {
  constexpr unsigned kBitsPerByte = 8;
  std::array<char, sizeof(Integer)> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto shift = kBitsPerByte * static_cast<unsigned>(bytes.size() - 1 - i);
    bytes.at(i) = static_cast<char>((static_cast<std::uint64_t>(number) >> shift) & 0xFFU);
  }
  return bytes;
}

}  // namespace hookstorm::native::postgres
