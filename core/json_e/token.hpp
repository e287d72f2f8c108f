// The words of an expression, one after the other.
// Easy to get wrong: reading stops where it is told, since what follows a `${…}` need not be made
// of words at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hookstorm::json_e {

enum class TokenKind : std::uint8_t {
  end,
  unknown,  ///< No word begins with this character, or a text is not closed.
  number,
  text,  ///< Still in its quotes.
  identifier,
  keyword_true,
  keyword_false,
  keyword_null,
  keyword_in,
  sign,  ///< An operator, bracket, comma, point or colon.
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;
  std::size_t begin = 0;  ///< In bytes of the source.

  [[nodiscard]] std::size_t end() const { return begin + text.size(); }
  [[nodiscard]] bool is(std::string_view wanted) const {
    return kind == TokenKind::sign && text == wanted;
  }
};

/// The first token of `source` at or after `offset`.
[[nodiscard]] Token next_token(std::string_view source, std::size_t offset);

}  // namespace hookstorm::json_e
