// A wait chosen by a random number, every millisecond of its range as likely as any other.
#pragma once

#include <cassert>
#include <cstdint>

namespace hookstorm {

/// From `shortest` to `longest`, both included; less than 2^32 milliseconds apart.
[[nodiscard]] constexpr std::int64_t spread_between(std::int64_t shortest, std::int64_t longest,
                                                    std::uint32_t random) {
  assert(longest >= shortest && longest - shortest < (std::int64_t{1} << 32));
  const std::uint64_t count = static_cast<std::uint64_t>(longest - shortest) + 1;
  return shortest + static_cast<std::int64_t>(count * random >> 32U);
}

}  // namespace hookstorm
