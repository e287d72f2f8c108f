#include "core/json/tokens.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text/ascii.hpp"
#include "core/text/utf8.hpp"

namespace hookstorm::json {
namespace {

/// Whether a byte stands in a string for itself and alone.
constexpr std::array<bool, 256> kIsPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) {
    plain[byte] = byte != '"' && byte != '\\';
  }
  return plain;
}();

std::uint8_t byte_at(const Cursor& cursor) {
  return static_cast<std::uint8_t>(cursor.text[cursor.at]);
}

/// Moves past one character of two to four bytes (The Unicode Standard, table 3-7).
bool skip_multibyte(Cursor& cursor) {
  const std::uint8_t lead = byte_at(cursor);
  if (lead < 0xC2 || lead > 0xF4) {
    return false;
  }
  int following = 1;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
  if (lead >= 0xF0) {
    following = 3;
    low = lead == 0xF0 ? 0x90 : low;
    high = lead == 0xF4 ? 0x8F : high;
  } else if (lead >= 0xE0) {
    following = 2;
    low = lead == 0xE0 ? 0xA0 : low;
    high = lead == 0xED ? 0x9F : high;
  }
  for (++cursor.at; following > 0; --following, ++cursor.at) {
    if (cursor.at_end() || byte_at(cursor) < low || byte_at(cursor) > high) {
      return false;
    }
    low = 0x80;
    high = 0xBF;
  }
  return true;
}

bool read_four_digits(Cursor& cursor, std::uint32_t& unit) {
  unit = 0;
  for (int i = 0; i < 4; ++i, ++cursor.at) {
    const char digit = cursor.peek();
    if (!ascii::is_hex_digit(digit)) {
      return false;
    }
    const int value = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    unit = unit * 16 + static_cast<std::uint32_t>(value);
  }
  return true;
}

/// Reads on from behind `\u`.
bool read_code_point(Cursor& cursor, std::string& characters) {
  std::uint32_t point = 0;
  if (!read_four_digits(cursor, point)) {
    return false;
  }
  const bool is_first_half = point >= 0xD800 && point <= 0xDBFF;
  std::uint32_t second = 0;
  if (is_first_half) {
    if (!cursor.take('\\') || !cursor.take('u') || !read_four_digits(cursor, second)) {
      return false;
    }
  }
  const bool is_second_half = second >= 0xDC00 && second <= 0xDFFF;
  if (is_first_half != is_second_half || (point >= 0xDC00 && point <= 0xDFFF)) {
    --cursor.at;
    return false;
  }
  append_utf8(characters,
              is_first_half ? 0x10000 + ((point - 0xD800) << 10U) + (second - 0xDC00) : point);
  return true;
}

/// Reads on from behind a backslash.
bool read_escape(Cursor& cursor, std::string& characters) {
  static constexpr std::string_view kLetters = "\"\\/bfnrt";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (cursor.take('u')) {
    return read_code_point(cursor, characters);
  }
  const std::size_t index = cursor.at_end() ? std::string_view::npos : kLetters.find(cursor.peek());
  if (index == std::string_view::npos) {
    return false;
  }
  characters += kMeanings[index];
  ++cursor.at;
  return true;
}

bool skip_digits(Cursor& cursor) {
  const std::size_t start = cursor.at;
  while (ascii::is_digit(cursor.peek())) {
    ++cursor.at;
  }
  return cursor.at != start;
}

/// Whether a number in JSON's grammar rounds to a finite double. `exponent` is its part behind the
/// 'e', without one empty.
bool is_finite(std::string_view mantissa, std::string_view exponent) {
  static constexpr std::string_view kFirstBeyond = "17976931348623158079";  // e308, to 20 digits.
  static constexpr std::int64_t kExponentMax = 308;
  static constexpr std::int64_t kEnough = 10'000'000;  // More than a document has digits.
  const std::size_t first = mantissa.find_first_of("123456789");
  if (first == std::string_view::npos) {
    return true;
  }
  const bool is_small = !exponent.empty() && exponent.front() == '-';
  std::int64_t power = 0;
  for (const char digit : exponent) {
    if (ascii::is_digit(digit)) {
      power = std::min(power * 10 + (digit - '0'), kEnough);
    }
  }
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const auto place = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  const std::int64_t magnitude = (is_small ? -power : power) + (place > 0 ? place - 1 : place);
  if (magnitude != kExponentMax) {
    return magnitude < kExponentMax;
  }
  std::string digits;
  for (const char digit : mantissa.substr(first)) {
    if (digit != '.' && digits.size() < kFirstBeyond.size()) {
      digits += digit;
    }
  }
  digits.resize(kFirstBeyond.size(), '0');
  return digits < kFirstBeyond;
}

}  // namespace

bool read_characters(Cursor& cursor, std::string& characters) {
  std::size_t run = cursor.at;
  const auto keep_run = [&] { characters.append(cursor.text.data() + run, cursor.at - run); };
  while (!cursor.at_end()) {
    const std::uint8_t byte = byte_at(cursor);
    if (kIsPlain[byte]) {
      ++cursor.at;
    } else if (byte == '"') {
      keep_run();
      ++cursor.at;
      return true;
    } else if (byte == '\\') {
      keep_run();
      ++cursor.at;
      if (!read_escape(cursor, characters)) {
        return false;
      }
      run = cursor.at;
    } else if (!skip_multibyte(cursor)) {
      return false;
    }
  }
  return false;
}

bool skip_number(Cursor& cursor) {
  static constexpr std::size_t kSurelyFiniteBytes = 300;
  cursor.take('-');
  const std::size_t start = cursor.at;
  if (!cursor.take('0') && !skip_digits(cursor)) {
    return false;
  }
  if (cursor.take('.') && !skip_digits(cursor)) {
    return false;
  }
  const std::string_view mantissa = cursor.text.substr(start, cursor.at - start);
  if (!cursor.take('e') && !cursor.take('E')) {
    return mantissa.size() <= kSurelyFiniteBytes || is_finite(mantissa, {});
  }
  const std::size_t exponent = cursor.at;
  if (!cursor.take('-')) {
    cursor.take('+');
  }
  return skip_digits(cursor) &&
         is_finite(mantissa, cursor.text.substr(exponent, cursor.at - exponent));
}

}  // namespace hookstorm::json
