#include "core/text/decimal.hpp"

#include <array>

namespace hookstorm {

std::string decimal_digits(std::int64_t number) {
  constexpr std::size_t kCharactersMax = 20;  // Of the smallest number: a sign and 19 digits.
  constexpr std::uint64_t kBase = 10;
  std::array<char, kCharactersMax> characters;  // NOLINT: filled from its end.
  auto rest = static_cast<std::uint64_t>(number);
  if (number < 0) {
    rest = 0 - rest;
  }
  auto first = characters.end();
  do {
    *--first = static_cast<char>('0' + rest % kBase);
    rest /= kBase;
  } while (rest != 0);
  if (number < 0) {
    *--first = '-';
  }
  return std::string(first, characters.end());
}

}  // namespace hookstorm
