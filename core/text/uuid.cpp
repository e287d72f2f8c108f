#include "core/text/uuid.hpp"

#include <algorithm>

#include "core/text/ascii.hpp"

namespace hookstorm {
namespace {

constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

bool has_form(std::string_view text, bool (*is_allowed)(char)) {
  return std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(),
                    [is_allowed](char character, char place) {
                      return place == '-' ? character == '-' : is_allowed(character);
                    });
}

}  // namespace

bool is_uuid(std::string_view text) {
  return has_form(text, ascii::is_hex_digit);
}

bool is_redacted_uuid(std::string_view text) {
  return has_form(text, [](char c) { return ascii::is_lower(c) || ascii::is_digit(c); });
}

std::string uuid_of(std::array<std::uint8_t, 16> random) {
  static constexpr std::string_view kHexDigits = "0123456789abcdef";
  random[6] = static_cast<std::uint8_t>((random[6] & 0x0FU) | 0x40U);  // Version 4.
  random[8] = static_cast<std::uint8_t>((random[8] & 0x3FU) | 0x80U);  // Variant 10.
  std::string text;
  for (const std::uint8_t byte : random) {
    if (kForm[text.size()] == '-') {
      text += '-';
    }
    text += kHexDigits[byte >> 4U];
    text += kHexDigits[byte & 0xFU];
  }
  return text;
}

}  // namespace hookstorm
