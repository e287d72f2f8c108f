// Messages with places: `sentence("No family is called \"{}\".", {name})`. One call makes a
// message, where adding its parts together would make a text of each step.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace hookstorm {

/// What stands in a place of a sentence: a text, which outlives this, or a number.
class Part {
 public:
  Part(std::string_view text);    // NOLINT(google-explicit-constructor)
  Part(const std::string& text);  // NOLINT(google-explicit-constructor)
  Part(const char* text);         // NOLINT(google-explicit-constructor)
  template <std::integral Number>
  Part(Number number) : number_(static_cast<std::int64_t>(number)) {}  // NOLINT: as above.

  void append_to(std::string& sentence) const;

 private:
  std::string_view text_;  ///< Null for a number.
  std::int64_t number_ = 0;
};

using Parts = std::initializer_list<Part>;

/// `pattern` with the parts in the places of its "{}", one after the other; as it is without parts.
/// Parts beyond the places are left out.
[[nodiscard]] std::string sentence(std::string_view pattern, Parts parts);

}  // namespace hookstorm
