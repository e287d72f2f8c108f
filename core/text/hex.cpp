#include "core/text/hex.hpp"

#include "core/text/ascii.hpp"

namespace hookstorm {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

}  // namespace

std::string hex_encode(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += kDigits[value >> 4U];
    text += kDigits[value & 0xFU];
  }
  return text;
}

std::optional<std::string> hex_decode(std::string_view text) {
  if (text.size() % 2 != 0) {
    return std::nullopt;
  }
  std::string bytes;
  std::size_t byte = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t digit = kDigits.find(ascii::to_lower(text[i]));
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    byte = byte * 16 + digit;
    if (i % 2 == 1) {
      bytes += static_cast<char>(byte);
      byte = 0;
    }
  }
  return bytes;
}

}  // namespace hookstorm
