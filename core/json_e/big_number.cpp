#include "core/json_e/big_number.hpp"

#include <algorithm>
#include <bit>

namespace hookstorm::json_e {
namespace {

constexpr int kWordBits = 32;

}  // namespace

BigNumber::BigNumber(std::uint64_t number) : size_(2) {
  words_[0] = static_cast<std::uint32_t>(number);
  words_[1] = static_cast<std::uint32_t>(number >> static_cast<unsigned>(kWordBits));
  trim();
}

int BigNumber::bit_count() const {
  return size_ == 0 ? 0 : static_cast<int>(size_) * kWordBits - std::countl_zero(words_[size_ - 1]);
}

int BigNumber::compare(const BigNumber& other) const {
  if (size_ != other.size_) {
    return size_ < other.size_ ? -1 : 1;
  }
  for (std::size_t i = size_; i-- > 0;) {
    if (words_[i] != other.words_[i]) {
      return words_[i] < other.words_[i] ? -1 : 1;
    }
  }
  return 0;
}

void BigNumber::multiply(std::uint32_t factor, std::uint32_t added) {
  std::uint64_t carry = added;
  for (std::size_t i = 0; i < size_; ++i) {
    carry += std::uint64_t{words_[i]} * factor;
    words_[i] = static_cast<std::uint32_t>(carry);
    carry >>= static_cast<unsigned>(kWordBits);
  }
  if (carry != 0) {
    words_[size_++] = static_cast<std::uint32_t>(carry);
  }
}

void BigNumber::multiply_by_power_of_ten(int exponent) {
  constexpr int kStep = 9;
  constexpr std::uint32_t kPowerOfStep = 1'000'000'000;
  for (; exponent >= kStep; exponent -= kStep) {
    multiply(kPowerOfStep);
  }
  for (; exponent > 0; --exponent) {
    multiply(10);
  }
}

void BigNumber::shift_left(int bits) {
  const auto words = static_cast<std::size_t>(bits / kWordBits);
  if (words > 0 && size_ > 0) {
    std::copy_backward(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(size_),
                       words_.begin() + static_cast<std::ptrdiff_t>(size_ + words));
    std::fill_n(words_.begin(), words, 0U);
    size_ += words;
  }
  multiply(std::uint32_t{1} << static_cast<unsigned>(bits % kWordBits));
}

void BigNumber::add(const BigNumber& other) {
  std::uint64_t carry = 0;
  const std::size_t longer = std::max(size_, other.size_);
  for (std::size_t i = 0; i < longer; ++i) {
    carry += std::uint64_t{words_[i]} + other.words_[i];
    words_[i] = static_cast<std::uint32_t>(carry);
    carry >>= static_cast<unsigned>(kWordBits);
  }
  size_ = longer;
  if (carry != 0) {
    words_[size_++] = static_cast<std::uint32_t>(carry);
  }
}

void BigNumber::subtract(const BigNumber& other) {
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    const std::uint64_t difference = std::uint64_t{words_[i]} - other.words_[i] - borrow;
    words_[i] = static_cast<std::uint32_t>(difference);
    borrow = difference >> 63U;
  }
  trim();
}

void BigNumber::trim() {
  while (size_ > 0 && words_[size_ - 1] == 0) {
    --size_;
  }
}

}  // namespace hookstorm::json_e
