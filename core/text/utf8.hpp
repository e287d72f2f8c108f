// Code points as UTF-8.
#pragma once

#include <string>

namespace hookstorm {

/// Appends the one to four bytes of `code_point`, which is a Unicode scalar value (RFC 3629,
/// section 3).
void append_utf8(std::string& out, char32_t code_point);

}  // namespace hookstorm
