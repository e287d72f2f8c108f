#include "core/text/punycode.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/text/ascii.hpp"

namespace hookstorm {
namespace {

// RFC 3492, section 5.
constexpr std::uint32_t kBase = 36;
constexpr std::uint32_t kDigitMin = 1;
constexpr std::uint32_t kDigitMax = 26;
constexpr std::uint32_t kSkew = 38;
constexpr std::uint32_t kDamp = 700;
constexpr std::uint32_t kFirstBias = 72;
constexpr std::uint32_t kFirstCodePoint = 0x80;
constexpr std::uint32_t kLastCodePoint = 0x10FFFF;

/// No delta of a label that can be written is larger: 63 code points, each anywhere.
constexpr std::uint32_t kDeltaMax = (kLastCodePoint + 1) * 64;

std::optional<std::uint32_t> digit_of(char c) {
  if (ascii::is_lower(c)) {
    return static_cast<std::uint32_t>(c - 'a');
  }
  if (ascii::is_digit(c)) {
    return static_cast<std::uint32_t>(c - '0') + 26;
  }
  return std::nullopt;
}

/// RFC 3492, section 6.1.
std::uint32_t adapted_bias(std::uint32_t delta, std::size_t count, bool is_first) {
  delta = is_first ? delta / kDamp : delta / 2;
  delta += delta / static_cast<std::uint32_t>(count);
  std::uint32_t steps = 0;
  for (; delta > (kBase - kDigitMin) * kDigitMax / 2; steps += kBase) {
    delta /= kBase - kDigitMin;
  }
  return steps + (kBase - kDigitMin + 1) * delta / (delta + kSkew);
}

/// Takes one number of variable length from the front of `encoded` (RFC 3492, section 3.3).
std::optional<std::uint32_t> take_delta(std::string_view& encoded, std::uint32_t bias) {
  std::uint64_t delta = 0;
  std::uint64_t weight = 1;
  for (std::uint32_t place = kBase;; place += kBase) {
    const std::optional<std::uint32_t> digit =
        encoded.empty() ? std::nullopt : digit_of(encoded.front());
    if (!digit) {
      return std::nullopt;
    }
    encoded.remove_prefix(1);
    delta += *digit * weight;
    if (delta > kDeltaMax) {
      return std::nullopt;
    }
    const std::uint32_t threshold = place <= bias + kDigitMin   ? kDigitMin
                                    : place >= bias + kDigitMax ? kDigitMax
                                                                : place - bias;
    if (*digit < threshold) {
      return static_cast<std::uint32_t>(delta);
    }
    weight *= kBase - threshold;
    if (weight > kDeltaMax) {
      weight = kDeltaMax + 1;  // Any further digit but 0 is too large; none overflows.
    }
  }
}

}  // namespace

std::optional<std::u32string> punycode_decode(std::string_view encoded) {
  const std::size_t delimiter = encoded.rfind('-');
  const std::string_view plain =
      delimiter == std::string_view::npos ? std::string_view{} : encoded.substr(0, delimiter);
  if (!plain.empty()) {
    encoded.remove_prefix(delimiter + 1);
  }
  const bool is_plain = std::none_of(plain.begin(), plain.end(), [](char c) {
    return ascii::is_upper(c) || static_cast<unsigned char>(c) >= kFirstCodePoint;
  });
  if (encoded.empty() || !is_plain) {
    return std::nullopt;
  }
  std::u32string decoded(plain.begin(), plain.end());
  std::uint32_t code_point = kFirstCodePoint;
  std::uint32_t position = 0;
  std::uint32_t bias = kFirstBias;
  for (bool is_first = true; !encoded.empty(); is_first = false) {
    const std::optional<std::uint32_t> delta = take_delta(encoded, bias);
    if (!delta) {
      return std::nullopt;
    }
    const auto count = static_cast<std::uint32_t>(decoded.size() + 1);
    bias = adapted_bias(*delta, count, is_first);
    position += *delta;
    code_point += position / count;
    position %= count;
    if (code_point > kLastCodePoint) {
      return std::nullopt;
    }
    decoded.insert(position, 1, static_cast<char32_t>(code_point));
    ++position;
  }
  return decoded;
}

}  // namespace hookstorm
