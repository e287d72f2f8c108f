#include "core/webhook/host_name.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "core/text/ascii.hpp"
#include "core/text/punycode.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kHostBytesMax = 253;  // RFC 1035, section 2.3.4, as text.
constexpr std::size_t kLabelBytesMax = 63;
constexpr std::string_view kPunycodePrefix = "xn--";

struct Letters {
  char32_t first;
  char32_t last;
  char32_t step;  ///< 2 where small and capital letters alternate.
};

/// Small letters that stand by themselves in every version of Unicode: none is mapped to others,
/// joined with a neighbour, or written from right to left (UTS #46).
constexpr auto kLetters = std::to_array<Letters>({
    {0xDF, 0xF6, 1},     {0xF8, 0xFF, 1},     {0x101, 0x131, 2},   {0x135, 0x137, 2},
    {0x13A, 0x13E, 2},   {0x142, 0x148, 2},   {0x14B, 0x177, 2},   {0x17A, 0x17E, 2},
    {0x1A1, 0x1A1, 1},   {0x1B0, 0x1B0, 1},   {0x219, 0x21B, 2},   {0x1EA1, 0x1EF9, 2},  // Latin
    {0x390, 0x390, 1},   {0x3AC, 0x3CE, 1},                                              // Greek
    {0x430, 0x45F, 1},   {0x491, 0x4BF, 2},   {0x4D1, 0x4F9, 2},                         // Cyrillic
    {0x561, 0x586, 1},                                                                   // Armenian
    {0x10D0, 0x10F0, 1},                                                                 // Georgian
    {0x3005, 0x3005, 1}, {0x3041, 0x3094, 1}, {0x30A1, 0x30FA, 1}, {0x30FC, 0x30FC, 1},  // Japanese
    {0x4E00, 0x9FA5, 1},                                                                 // Chinese
    {0xAC00, 0xD7A3, 1},                                                                 // Korean
});

bool is_letter(char32_t c) {
  return std::any_of(kLetters.begin(), kLetters.end(), [c](const Letters& letters) {
    return c >= letters.first && c <= letters.last && (c - letters.first) % letters.step == 0;
  });
}

bool is_label_character(char c) {
  return ascii::is_lower(c) || ascii::is_digit(c) || c == '-' || c == '_';
}

bool is_foreign_label(std::string_view label) {
  const std::optional<std::u32string> decoded =
      punycode_decode(label.substr(kPunycodePrefix.size()));
  return decoded && std::all_of(decoded->begin(), decoded->end(), [](char32_t c) {
           return c < 0x80 ? is_label_character(static_cast<char>(c)) : is_letter(c);
         });
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLabelBytesMax && label.front() != '-' &&
         label.back() != '-' && std::all_of(label.begin(), label.end(), is_label_character) &&
         (label.rfind(kPunycodePrefix, 0) != 0 || is_foreign_label(label));
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

bool is_host_name(std::string_view host) {
  if (host.empty() || host.size() > kHostBytesMax) {
    return false;
  }
  std::size_t start = 0;
  while (start <= host.size()) {
    const std::size_t end = std::min(host.find('.', start), host.size());
    if (!is_label(host.substr(start, end - start))) {
      return false;
    }
    start = end + 1;
  }
  return true;
}

bool ends_in_number(std::string_view host) {
  const std::string last = ascii::to_lower(host.substr(host.rfind('.') + 1));
  const bool is_hexadecimal =
      last.rfind("0x", 0) == 0 && std::all_of(last.begin() + 2, last.end(), ascii::is_hex_digit);
  return is_hexadecimal ||
         (!last.empty() && std::all_of(last.begin(), last.end(), ascii::is_digit));
}

bool is_public_name(std::string_view host) {
  static constexpr std::array<std::string_view, 4> kLocalEnds = {".localhost", ".local",
                                                                 ".internal", ".home.arpa"};
  return host.find('.') != std::string_view::npos &&
         std::none_of(kLocalEnds.begin(), kLocalEnds.end(),
                      [host](std::string_view end) { return ends_with(host, end); });
}

}  // namespace hookstorm
