#include "core/text/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace hookstorm {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::uint32_t kNoDigit = 64;

/// Its index in the alphabet, without looking through that: secrets and signatures are decoded with
/// every request that is checked.
constexpr std::uint32_t digit_of(char character) {
  const auto from = [character](char first) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(character) -
                                      static_cast<unsigned char>(first));
  };
  if (from('A') < 26) {
    return from('A');
  }
  if (from('a') < 26) {
    return from('a') + 26;
  }
  if (from('0') < 10) {
    return from('0') + 52;
  }
  return character == '+' ? 62 : character == '/' ? 63 : kNoDigit;
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t bits = 0;
  unsigned bit_count = 0;
  for (const char byte : bytes) {
    bits = (bits << 8U) | static_cast<unsigned char>(byte);
    bit_count += 8;
    while (bit_count >= 6) {
      bit_count -= 6;
      text += kAlphabet[(bits >> bit_count) & 0x3FU];
    }
  }
  if (bit_count > 0) {
    text += kAlphabet[(bits << (6 - bit_count)) & 0x3FU];
  }
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  for (int padding = 0; padding < 2 && !text.empty() && text.back() == '='; ++padding) {
    text.remove_suffix(1);
  }
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  unsigned bit_count = 0;
  for (const char character : text) {
    const std::uint32_t digit = digit_of(character);
    if (digit == kNoDigit) {
      return std::nullopt;
    }
    bits = (bits << 6U) | digit;
    bit_count += 6;
    if (bit_count >= 8) {
      bit_count -= 8;
      bytes += static_cast<char>((bits >> bit_count) & 0xFFU);
    }
  }
  const bool has_set_bits_left = (bits & ((1U << bit_count) - 1U)) != 0;
  if (bit_count >= 6 || has_set_bits_left) {
    return std::nullopt;
  }
  return bytes;
}

std::optional<std::string> base64_decode_loosely(std::string_view text) {
  std::string strict(text);
  std::replace(strict.begin(), strict.end(), '-', '+');
  std::replace(strict.begin(), strict.end(), '_', '/');
  strict.append((4 - strict.size() % 4) % 4, '=');
  return base64_decode(strict);
}

}  // namespace hookstorm
