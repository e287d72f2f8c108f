#include "core/json_e/characters.hpp"

#include <algorithm>
#include <array>

#include "core/text/ascii.hpp"

namespace hookstorm::json_e {
namespace {

constexpr std::string_view kSpaces = " \t\n\v\f\r";
/// U+00A0, U+1680, U+2000 … U+200A, U+2028, U+2029, U+202F, U+205F, U+3000, U+FEFF.
constexpr std::array<std::string_view, 19> kWideSpaces = {
    "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
    "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2028",
    "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF"};

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

std::size_t character_bytes(std::string_view text) {
  std::size_t bytes = 1;
  while (bytes < text.size() && is_continuation(text[bytes])) {
    ++bytes;
  }
  return bytes;
}

std::size_t character_count(std::string_view text) {
  const auto continuations = std::count_if(text.begin(), text.end(), is_continuation);
  return text.size() - static_cast<std::size_t>(continuations);
}

std::size_t space_bytes(std::string_view text) {
  if (text.empty()) {
    return 0;
  }
  if (kSpaces.find(text.front()) != std::string_view::npos) {
    return 1;
  }
  if (static_cast<unsigned char>(text.front()) >= 0x80) {
    for (const std::string_view space : kWideSpaces) {
      if (text.starts_with(space)) {
        return space.size();
      }
    }
  }
  return 0;
}

std::string_view stripped_left(std::string_view text) {
  while (const std::size_t bytes = space_bytes(text)) {
    text.remove_prefix(bytes);
  }
  return text;
}

std::string_view stripped_right(std::string_view text) {
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && is_continuation(text[last])) {
      --last;
    }
    if (space_bytes(text.substr(last)) == 0) {
      break;
    }
    text = text.substr(0, last);
  }
  return text;
}

std::string_view stripped(std::string_view text) {
  return stripped_left(stripped_right(text));
}

bool is_identifier(std::string_view text) {
  if (text.empty() || ascii::is_digit(text.front())) {
    return false;
  }
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_letter_or_digit(c) || c == '_'; });
}

}  // namespace hookstorm::json_e
