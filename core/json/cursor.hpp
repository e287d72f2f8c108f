// A place in a text that is read from front to back.
#pragma once

#include <cstddef>
#include <string_view>

namespace hookstorm::json {

struct Cursor {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] bool at_end() const { return at == text.size(); }

  /// The byte here; NUL at the end, which no JSON text holds as it is.
  [[nodiscard]] char peek() const { return at < text.size() ? text[at] : '\0'; }

  /// Moves past `wanted`, if that is the byte here.
  bool take(char wanted) {
    if (at < text.size() && text[at] == wanted) {
      ++at;
      return true;
    }
    return false;
  }
};

}  // namespace hookstorm::json
