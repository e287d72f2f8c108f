// JSON with white space, as people and other languages' libraries write it.
#pragma once

#include <string>
#include <string_view>

namespace hookstorm::json {

struct Spacing {
  bool is_indented = false;  ///< A line for each member and item, else a space after ',' and ':'.
  bool is_ascii = false;     ///< Everything else in texts as \uXXXX.
};

/// `compact`, which is JSON as a Writer writes it, with white space; indented by two spaces a
/// level.
[[nodiscard]] std::string respaced(std::string_view compact, Spacing spacing);

}  // namespace hookstorm::json
