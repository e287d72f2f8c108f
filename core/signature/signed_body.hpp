// Bodies that may have been signed where another was received: what frameworks and editors do to a
// body before somebody checks its signature, undone.
// Easy to get wrong: numbers keep their digits, so that a body whose numbers were written in
// another way is not found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hookstorm {

/// The smaller first: writing a body again also takes away a line break.
enum class BodyMistake : std::uint8_t {
  none,
  newline_missing,  ///< It was signed with a line feed at the end.
  crlf_missing,     ///< The same with a carriage return before.
  newline_added,    ///< It was signed without the line break at the end.
  bom_missing,      ///< It was signed with a byte order mark.
  bom_added,        ///< It was signed without.
  compact,          ///< It was signed without white space.
  spaced,           ///< It was signed as Python writes JSON: ", " and ": ", and ASCII alone.
  spaced_unicode,   ///< The same with all characters as they are.
  indented,         ///< It was signed indented by two.
};

inline constexpr BodyMistake kBodyMistakeLast = BodyMistake::indented;

/// The body that was signed where `body` was received by this mistake; `compact` is what
/// `compact_body` gives. The same as `body` where there is no such mistake.
[[nodiscard]] std::string signed_body(std::string_view body, std::string_view compact,
                                      BodyMistake mistake);

/// The JSON document without white space; empty where `body` is none.
[[nodiscard]] std::string compact_body(std::string_view body);

/// Stable code and message of the mistake, which is one.
struct BodyMistakeFacts {
  std::string_view code;
  std::string_view message;
};
[[nodiscard]] const BodyMistakeFacts& facts(BodyMistake mistake);

}  // namespace hookstorm
