#include "core/json_e/token.hpp"

#include <array>

#include "core/json_e/characters.hpp"
#include "core/text/ascii.hpp"

namespace hookstorm::json_e {
namespace {

/// The longer ones first, so that `**` is not read as two `*`.
constexpr std::array<std::string_view, 23> kSigns = {"**", ">=", "<=", "==", "!=", "&&", "||", "+",
                                                     "-",  "*",  "/",  "[",  "]",  ".",  "(",  ")",
                                                     "{",  "}",  ":",  ",",  "<",  ">",  "!"};

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && ascii::is_digit(text[at + count])) {
    ++count;
  }
  return count;
}

Token word(std::string_view rest, std::size_t begin) {
  std::size_t size = 1;
  while (size < rest.size() && (ascii::is_letter_or_digit(rest[size]) || rest[size] == '_')) {
    ++size;
  }
  const std::string_view text = rest.substr(0, size);
  TokenKind kind = TokenKind::identifier;
  if (text == "true") {
    kind = TokenKind::keyword_true;
  } else if (text == "false") {
    kind = TokenKind::keyword_false;
  } else if (text == "null") {
    kind = TokenKind::keyword_null;
  } else if (text == "in") {
    kind = TokenKind::keyword_in;
  }
  return {kind, text, begin};
}

Token number(std::string_view rest, std::size_t begin) {
  std::size_t size = digits_at(rest, 0);
  if (size < rest.size() && rest[size] == '.') {
    if (const std::size_t decimals = digits_at(rest, size + 1); decimals > 0) {
      size += 1 + decimals;
    }
  }
  return {TokenKind::number, rest.substr(0, size), begin};
}

}  // namespace

Token next_token(std::string_view source, std::size_t offset) {
  const std::string_view rest = stripped_left(source.substr(offset));
  const std::size_t begin = source.size() - rest.size();
  if (rest.empty()) {
    return {TokenKind::end, rest, begin};
  }
  const char first = rest.front();
  if (ascii::is_digit(first)) {
    return number(rest, begin);
  }
  if (ascii::is_letter(first) || first == '_') {
    return word(rest, begin);
  }
  if (first == '\'' || first == '"') {
    const std::size_t close = rest.find(first, 1);
    return close == std::string_view::npos
               ? Token{TokenKind::unknown, rest.substr(0, 1), begin}
               : Token{TokenKind::text, rest.substr(0, close + 1), begin};
  }
  for (const std::string_view sign : kSigns) {
    if (rest.starts_with(sign)) {
      return {TokenKind::sign, rest.substr(0, sign.size()), begin};
    }
  }
  return {TokenKind::unknown, rest.substr(0, character_bytes(rest)), begin};
}

}  // namespace hookstorm::json_e
