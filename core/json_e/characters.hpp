// Texts (UTF-8) seen as characters: white space as JavaScript knows it, and one character after the
// other.
#pragma once

#include <cstddef>
#include <string_view>

namespace hookstorm::json_e {

/// The bytes of the character that begins `text`; 1 where it is ill-formed. `text` is not empty.
[[nodiscard]] std::size_t character_bytes(std::string_view text);

[[nodiscard]] std::size_t character_count(std::string_view text);

/// The bytes of the white space that begins `text`, by ECMA-262's WhiteSpace and LineTerminator; 0
/// where it begins with something else.
[[nodiscard]] std::size_t space_bytes(std::string_view text);

[[nodiscard]] std::string_view stripped_left(std::string_view text);
[[nodiscard]] std::string_view stripped_right(std::string_view text);
[[nodiscard]] std::string_view stripped(std::string_view text);

/// `[a-zA-Z_][a-zA-Z0-9_]*`: what a variable may be called.
[[nodiscard]] bool is_identifier(std::string_view text);

}  // namespace hookstorm::json_e
