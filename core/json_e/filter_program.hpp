// What a compiled filter is made of: the text it came from, and its tree.
#pragma once

#include <string>
#include <string_view>

#include "core/json_e/expression.hpp"
#include "core/json_e/limits.hpp"

namespace hookstorm::json_e {

/// Never moved, since the tree refers to the text and the arena.
struct FilterProgram {
  explicit FilterProgram(std::string_view source) : text(source) {}

  std::string text;
  Arena arena{kWorkBytesMax};
  Expression expression;
};

}  // namespace hookstorm::json_e
