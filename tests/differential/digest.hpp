// A running digest (FNV-1a, 64 bits) of what one function gave, printed every 1,000 inputs, so that
// two outputs of the program tell where the functions first differed.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string_view>

namespace hookstorm::test {

class Digest {
 public:
  static constexpr std::uint32_t kBlock = 1000;

  explicit Digest(const char* function) : function_(function) {}

  void add(std::string_view output) {
    add_number(output.size());
    for (const char c : output) {
      mix(static_cast<unsigned char>(c));
    }
    ++count_;
    if (count_ % kBlock == 0) {
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg)
      std::printf("%s %u %08x%08x\n", function_, count_, static_cast<unsigned>(hash_ >> 32U),
                  static_cast<unsigned>(hash_));
    }
  }

 private:
  void add_number(std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
      mix(static_cast<unsigned char>(number >> shift));
    }
  }

  void mix(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3U; }

  const char* function_;
  std::uint32_t count_ = 0;
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

}  // namespace hookstorm::test
