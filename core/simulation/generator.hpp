// Repeatable random numbers for a simulation (SplitMix64): the same seed gives the same numbers in
// both compilations, which those of the standard library's distributions do not.
#pragma once

#include <cstdint>

namespace hookstorm {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}

  std::uint32_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::uint32_t>((mixed ^ (mixed >> 31U)) >> 32U);
  }

 private:
  std::uint64_t state_;
};

}  // namespace hookstorm
