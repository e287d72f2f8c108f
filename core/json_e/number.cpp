#include "core/json_e/number.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/json_e/big_number.hpp"
#include "core/json_e/characters.hpp"
#include "core/text/ascii.hpp"
#include "core/text/decimal.hpp"

namespace hookstorm::json_e {
namespace {

constexpr int kMantissaBits = 53;
constexpr int kLowestExponent = -1074;    // Of a double's last bit.
constexpr std::size_t kDigitsKept = 800;  // 767 can decide how a literal is rounded.
/// Powers of ten that a double holds exactly.
constexpr std::array<double, 23> kPowersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int kExactPowerMax = 22;
constexpr std::size_t kExactDigitsMax = 15;

/// Digits without zeros in front, and the power of ten of the last one.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

int exponent_after(std::string_view literal, std::size_t at) {
  constexpr int kExponentMax = 100'000;  // Far beyond what changes anything.
  const bool negative = at < literal.size() && literal[at] == '-';
  if (at < literal.size() && (literal[at] == '-' || literal[at] == '+')) {
    ++at;
  }
  int exponent = 0;
  for (; at < literal.size(); ++at) {
    exponent = std::min(kExponentMax, exponent * 10 + (literal[at] - '0'));
  }
  return negative ? -exponent : exponent;
}

Decimal decimal_of(std::string_view literal) {
  Decimal decimal;
  bool behind_point = false;
  bool dropped = false;
  for (std::size_t i = 0; i < literal.size(); ++i) {
    const char c = literal[i];
    if (c == '-' || c == '+') {
      decimal.negative = c == '-';
    } else if (c == '.') {
      behind_point = true;
    } else if (c == 'e' || c == 'E') {
      decimal.exponent += exponent_after(literal, i + 1);
      break;
    } else if (decimal.digits.size() < kDigitsKept) {
      decimal.exponent -= behind_point ? 1 : 0;
      if (c != '0' || !decimal.digits.empty()) {
        decimal.digits += c;
      }
    } else {
      decimal.exponent += behind_point ? 0 : 1;
      dropped = dropped || c != '0';
    }
  }
  if (dropped) {  // Anything but zeros beyond: enough to know that it was no tie.
    decimal.digits += '1';
    --decimal.exponent;
  }
  return decimal;
}

/// `numerator / denominator` rounded to a double, ties to even.
double rounded_quotient(BigNumber numerator, BigNumber denominator) {
  constexpr int kQuotientBits = 55;
  const int shift = kQuotientBits - 1 - (numerator.bit_count() - denominator.bit_count());
  if (shift >= 0) {
    numerator.shift_left(shift);
  } else {
    denominator.shift_left(-shift);
  }
  denominator.shift_left(kQuotientBits - 1);
  std::uint64_t quotient = 0;
  for (int i = 0; i < kQuotientBits; ++i) {
    quotient <<= 1U;
    if (numerator.compare(denominator) >= 0) {
      numerator.subtract(denominator);
      quotient |= 1U;
    }
    numerator.shift_left(1);
  }
  const int quotient_bits = 64 - std::countl_zero(quotient);
  const int dropped = std::max(quotient_bits - kMantissaBits, kLowestExponent + shift);
  if (dropped >= 64) {
    return 0;
  }
  const std::uint64_t half = std::uint64_t{1} << static_cast<unsigned>(dropped - 1);
  const std::uint64_t rest = quotient & (2 * half - 1);
  std::uint64_t mantissa = quotient >> static_cast<unsigned>(dropped);
  if (rest > half || (rest == half && (!numerator.is_zero() || (mantissa & 1U) != 0))) {
    ++mantissa;
  }
  return std::ldexp(static_cast<double>(mantissa), dropped - shift);
}

double magnitude_of(const Decimal& decimal) {
  constexpr int kHighestPower = 310;
  constexpr int kLowestPower = -330;
  if (decimal.digits.empty()) {
    return 0;
  }
  if (decimal.digits.size() <= kExactDigitsMax && std::abs(decimal.exponent) <= kExactPowerMax) {
    std::uint64_t whole = 0;
    for (const char digit : decimal.digits) {
      whole = whole * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    const double power = kPowersOfTen[static_cast<std::size_t>(std::abs(decimal.exponent))];
    return decimal.exponent < 0 ? static_cast<double>(whole) / power
                                : static_cast<double>(whole) * power;
  }
  const int magnitude = static_cast<int>(decimal.digits.size()) + decimal.exponent;
  if (magnitude > kHighestPower) {
    return std::numeric_limits<double>::infinity();
  }
  if (magnitude < kLowestPower) {
    return 0;
  }
  BigNumber numerator(0);
  for (const char digit : decimal.digits) {
    numerator.multiply(10, static_cast<std::uint32_t>(digit - '0'));
  }
  BigNumber denominator(1);
  numerator.multiply_by_power_of_ten(decimal.exponent);
  denominator.multiply_by_power_of_ten(-decimal.exponent);
  return rounded_quotient(numerator, denominator);
}

/// The shortest digits of a positive number, and the power of ten above the first one.
struct ShortestDigits {
  std::string digits;
  int magnitude = 0;
};

/// Most numbers have few digits: found by trying, exactly.
std::optional<ShortestDigits> few_digits(double number) {
  constexpr double kWholeMax = 1125899906842624.0;  // 2^50: products err by less than a half.
  for (std::size_t places = 0; places <= static_cast<std::size_t>(kExactPowerMax); ++places) {
    const double whole = std::floor(number * kPowersOfTen[places] + 0.5);
    if (whole >= kWholeMax) {
      return std::nullopt;
    }
    if (whole > 0 && whole / kPowersOfTen[places] == number) {
      std::string digits = decimal(static_cast<std::int64_t>(whole));
      const int magnitude = static_cast<int>(digits.size()) - static_cast<int>(places);
      digits.erase(digits.find_last_not_of('0') + 1);
      return ShortestDigits{std::move(digits), magnitude};
    }
  }
  return std::nullopt;
}

/// The free-format algorithm of Steele and White, as Burger and Dybvig gave it: digits are
/// generated until what is left is nearer to the number than half the distance to its neighbours.
class DigitGenerator {
 public:
  explicit DigitGenerator(double number) {
    constexpr double kTwoTo53 = 9007199254740992.0;
    int exponent = 0;
    const auto mantissa = static_cast<std::uint64_t>(std::frexp(number, &exponent) * kTwoTo53);
    exponent -= kMantissaBits;
    // Below the least normal number the last bits of the mantissa are 0.
    const int excess = std::max(0, kLowestExponent - exponent);
    const std::uint64_t bits = mantissa >> static_cast<unsigned>(excess);
    exponent += excess;
    even_ = (bits & 1U) == 0;
    // Just above a power of two the neighbour below is half as far away as the one above.
    const bool uneven = bits == (std::uint64_t{1} << 52U) && exponent > kLowestExponent;
    const int scale = uneven ? 2 : 1;
    rest_ = BigNumber(bits);
    rest_.shift_left(std::max(exponent, 0) + scale);
    unit_.shift_left(std::max(-exponent, 0) + scale);
    below_.shift_left(std::max(exponent, 0));
    above_.shift_left(std::max(exponent, 0) + scale - 1);
    constexpr double kDecimalPlacesOfBit = 0.30102999566398120;
    const int bit_count = 64 - std::countl_zero(bits);
    place_point(static_cast<int>(std::floor((exponent + bit_count - 1) * kDecimalPlacesOfBit)));
  }

  [[nodiscard]] ShortestDigits generate() {
    ShortestDigits shortest{{}, magnitude_};
    for (;;) {
      char digit = '0';
      while (rest_.compare(unit_) >= 0) {
        rest_.subtract(unit_);
        ++digit;
      }
      const int against_below = rest_.compare(below_);
      const bool low_enough = even_ ? against_below <= 0 : against_below < 0;
      const bool high_enough = reaches_unit();
      if (low_enough || high_enough) {
        BigNumber doubled = rest_;
        doubled.shift_left(1);
        const int against_half = doubled.compare(unit_);
        const bool rounds_up = against_half > 0 || (against_half == 0 && (digit - '0') % 2 != 0);
        if (high_enough && (!low_enough || rounds_up)) {
          ++digit;
        }
        shortest.digits += digit;
        return shortest;
      }
      shortest.digits += digit;
      next_place();
    }
  }

 private:
  [[nodiscard]] bool reaches_unit() const {
    BigNumber sum = rest_;
    sum.add(above_);
    const int against_unit = sum.compare(unit_);
    return even_ ? against_unit >= 0 : against_unit > 0;
  }

  void next_place() {
    rest_.multiply(10);
    below_.multiply(10);
    above_.multiply(10);
  }

  /// `estimate` is the power of ten above the first digit, or up to two too low.
  void place_point(int estimate) {
    unit_.multiply_by_power_of_ten(estimate);
    for (BigNumber* number : {&rest_, &below_, &above_}) {
      number->multiply_by_power_of_ten(-estimate);
    }
    magnitude_ = estimate;
    while (reaches_unit()) {
      unit_.multiply(10);
      ++magnitude_;
    }
    next_place();
  }

  BigNumber rest_{1};
  BigNumber unit_{1};
  BigNumber below_{1};
  BigNumber above_{1};
  int magnitude_ = 0;
  bool even_ = false;
};

std::string laid_out(const ShortestDigits& shortest) {
  constexpr int kMagnitudeMax = 21;
  constexpr int kMagnitudeMin = -6;
  const auto& [digits, magnitude] = shortest;
  const auto count = static_cast<int>(digits.size());
  if (count <= magnitude && magnitude <= kMagnitudeMax) {
    return digits + std::string(static_cast<std::size_t>(magnitude - count), '0');
  }
  if (0 < magnitude && magnitude <= kMagnitudeMax) {
    return std::string(digits).insert(static_cast<std::size_t>(magnitude), ".");
  }
  if (kMagnitudeMin < magnitude && magnitude <= 0) {
    return "0." + std::string(static_cast<std::size_t>(-magnitude), '0') + digits;
  }
  std::string text = digits.substr(0, 1);
  if (count > 1) {
    text += "." + digits.substr(1);
  }
  return text + (magnitude > 0 ? "e+" : "e-") + decimal(std::abs(magnitude - 1));
}

bool skip_digits(std::string_view text, std::size_t& at) {
  const std::size_t start = at;
  while (at < text.size() && ascii::is_digit(text[at])) {
    ++at;
  }
  return at > start;
}

bool is_decimal_literal(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1U : 0U;
  bool digits = skip_digits(text, at);
  if (at < text.size() && text[at] == '.') {
    ++at;
    digits = skip_digits(text, at) || digits;
  }
  if (digits && at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    at += at < text.size() && (text[at] == '-' || text[at] == '+') ? 1U : 0U;
    digits = skip_digits(text, at);
  }
  return digits && at == text.size();
}

}  // namespace

double parse_decimal(std::string_view literal) {
  constexpr std::size_t kShortMax = 9;  // Most numbers are small and whole.
  if (literal.size() <= kShortMax && std::all_of(literal.begin(), literal.end(), ascii::is_digit)) {
    std::uint32_t whole = 0;
    for (const char digit : literal) {
      whole = whole * 10 + static_cast<std::uint32_t>(digit - '0');
    }
    return whole;
  }
  const Decimal decimal = decimal_of(literal);
  const double magnitude = magnitude_of(decimal);
  return decimal.negative ? -magnitude : magnitude;
}

std::optional<double> number_of_text(std::string_view text) {
  text = stripped(text);
  if (text.empty()) {
    return 0;
  }
  if (!is_decimal_literal(text)) {
    return std::nullopt;
  }
  const double number = parse_decimal(text);
  if (!std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

std::string number_text(double number) {
  if (number == 0) {
    return "0";  // The sign of -0 is not written.
  }
  const double magnitude = std::fabs(number);
  const auto few = few_digits(magnitude);
  const std::string text = laid_out(few ? *few : DigitGenerator(magnitude).generate());
  return number < 0 ? "-" + text : text;
}

}  // namespace hookstorm::json_e
