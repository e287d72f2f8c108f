#include "core/text/percent_encoding.hpp"

#include <charconv>

#include "core/text/ascii.hpp"

namespace hookstorm {

namespace {

bool is_unreserved(char c) {
  static constexpr std::string_view kUnreservedMarks = "-._~";
  return ascii::is_letter_or_digit(c) || kUnreservedMarks.find(c) != std::string_view::npos;
}

bool is_plain_in_header(char c) {
  return c > ' ' && c <= '~' && c != '"' && c != '%';
}

std::string encode(std::string_view text, bool (*is_kept)(char)) {
  static constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char character : text) {
    if (is_kept(character)) {
      encoded += character;
    } else {
      const auto byte = static_cast<unsigned char>(character);
      encoded += '%';
      encoded += kHexDigits[byte >> 4U];
      encoded += kHexDigits[byte & 0xFU];
    }
  }
  return encoded;
}

}  // namespace

std::string percent_encode(std::string_view text) {
  return encode(text, is_unreserved);
}

std::string percent_encode_header(std::string_view text) {
  return encode(text, is_plain_in_header);
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size() || !ascii::is_hex_digit(text[i + 1]) ||
        !ascii::is_hex_digit(text[i + 2])) {
      return std::nullopt;
    }
    unsigned byte = 0;
    std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16);
    decoded += static_cast<char>(byte);
    i += 2;
  }
  return decoded;
}

std::optional<std::string> query_value(std::string_view url, std::string_view name) {
  const std::size_t question = url.find('?');
  if (question == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view query = url.substr(question + 1);
  query = query.substr(0, query.find('#'));
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(pair.size() == query.size() ? pair.size() : pair.size() + 1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return percent_decode(pair.substr(equals + 1));
    }
  }
  return std::nullopt;
}

}  // namespace hookstorm
