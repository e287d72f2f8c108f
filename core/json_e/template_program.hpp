// What a compiled template is made of: a tree of nodes, one for each value of the document that is
// not the same whatever the context.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_e/expression.hpp"
#include "core/json_e/limits.hpp"

namespace hookstorm::json_e {

enum class Construct : std::uint8_t {
  literal,  ///< The same for every context.
  removed,  ///< A branch that is not there.
  text,     ///< With `${…}` in it.
  list,
  object,
  evaluation,
  flatten,
  flatten_deep,
  from_now,
  condition,
  json,
  let,
  map,
  reduce,
  find,
  match,
  choice,
  merge,
  merge_deep,
  reverse,
  sort,
};

/// A part of a text: characters as they are, then the value of an expression where there is one.
struct TextPiece {
  std::string_view characters;
  Expression expression;

  [[nodiscard]] bool has_expression() const { return expression.root != kNoNode; }
};

using Text = std::vector<TextPiece>;

struct TemplateNode {
  Construct construct = Construct::literal;
  Operand literal;  ///< A literal's value, and the initial value of `$reduce`.
  std::string path;
  Text text;
  Expression expression;  ///< Of `$eval`, `$if`, `$find` and `$sort`.
  /// Of an object's members: empty texts where the name stays as it is, in `names`.
  std::vector<Text> name_texts;
  std::vector<std::string_view> names;  ///< Of members, or the variables of `each(…)` and `by(…)`.
  std::vector<Expression> conditions;  ///< Of `$match` and `$switch`, one for each child.
  std::vector<TemplateNode> children;
  bool has_default = false;  ///< The last child of `$switch` is its `$default`.
};

/// Never moved, since the tree refers to the arena.
struct TemplateProgram {
  Arena arena{4 * kTemplateBytesMax + kWorkBytesMax};
  TemplateNode root;
};

}  // namespace hookstorm::json_e
