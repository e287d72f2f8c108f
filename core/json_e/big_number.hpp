// A whole number of up to 5,120 bits: as much as the exact value of any double, or of the 800
// digits that can decide how a literal is rounded, takes. Easy to get wrong: nothing here checks
// for overflow; the callers' bounds keep it away.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace hookstorm::json_e {

class BigNumber {
 public:
  explicit BigNumber(std::uint64_t number);

  [[nodiscard]] bool is_zero() const { return size_ == 0; }
  [[nodiscard]] int bit_count() const;
  /// Negative, 0 or positive.
  [[nodiscard]] int compare(const BigNumber& other) const;

  void multiply(std::uint32_t factor, std::uint32_t added = 0);
  void multiply_by_power_of_ten(int exponent);
  void shift_left(int bits);
  void add(const BigNumber& other);
  /// `other` is not the greater one.
  void subtract(const BigNumber& other);

 private:
  void trim();

  std::array<std::uint32_t, 160> words_{};  // The least significant first.
  std::size_t size_ = 0;
};

}  // namespace hookstorm::json_e
