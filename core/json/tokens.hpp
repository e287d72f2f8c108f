// Reads the two tokens of JSON that have an inner grammar: strings and numbers (RFC 8259, sections
// 6 and 7).
// Easy to get wrong: a string holds Unicode characters, so overlong forms, surrogates (also
// escaped ones without their other half) and bytes beyond U+10FFFF are errors.
#pragma once

#include <string>
#include <string_view>

#include "core/json/cursor.hpp"

namespace hookstorm::json {

/// Reads on from behind a string's opening quote to behind its closing one; `characters`, which
/// is empty, receives what it says. False, with the cursor on the offending byte, where it is none.
[[nodiscard]] bool read_characters(Cursor& cursor, std::string& characters);

/// Moves past a number. False, with the cursor on the offending byte, where there is none, or one
/// beyond the range of a double: its readers could only take it for infinite.
[[nodiscard]] bool skip_number(Cursor& cursor);

}  // namespace hookstorm::json
