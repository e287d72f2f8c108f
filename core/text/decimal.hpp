// Whole numbers as decimal digits.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>

namespace hookstorm {

[[nodiscard]] std::string decimal_digits(std::int64_t number);

/// One function for every type of number: the standard library's has one for each, with tables.
template <std::integral Number>
[[nodiscard]] std::string decimal(Number number) {
  return decimal_digits(static_cast<std::int64_t>(number));
}

}  // namespace hookstorm
