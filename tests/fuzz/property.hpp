// What the fuzz targets share: a property that does not hold ends the process, which the fuzzer
// reports with the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace hookstorm::fuzz {

inline void require(bool holds, std::string_view property) {
  if (!holds) {
    std::cerr << "does not hold: " << property << std::endl;
    std::abort();
  }
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};  // NOLINT: libFuzzer's interface.
}

}  // namespace hookstorm::fuzz

/// Called by libFuzzer, or by replay.cpp where that is not built in.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
