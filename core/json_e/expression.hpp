// An expression as a tree of nodes in one list, and its compilation from text.
// Easy to get wrong: the views in the tree refer to the source text, which must outlive it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/json_e/arena.hpp"
#include "core/json_e/operand.hpp"
#include "core/problem/problem.hpp"

namespace hookstorm::json_e {

enum class Operation : std::uint8_t {
  constant,
  variable,
  list,
  object,
  plus,
  minus,
  negation,
  add,
  subtract,
  multiply,
  divide,
  power,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  equal,
  not_equal,
  contained,
  conjunction,
  disjunction,
  property,
  element,
  slice,
  call,
};

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = UINT32_MAX;

struct Node {
  Operation operation = Operation::constant;
  std::uint16_t depth = 1;  ///< Levels below and with this node.
  std::uint32_t begin = 0;  ///< Its place in the source, in bytes.
  std::uint32_t end = 0;
  NodeIndex left = kNoNode;      ///< The only operand, what is called, indexed or sliced.
  NodeIndex right = kNoNode;     ///< The second operand, the index, or where a slice begins.
  NodeIndex limit = kNoNode;     ///< Where a slice ends.
  std::uint32_t first_part = 0;  ///< Of a list, an object, or a call's arguments: in `parts`.
  std::uint32_t part_count = 0;
  std::string_view name;  ///< Of a variable or property.
  Operand constant;
};

/// An item, a member, or an argument.
struct Part {
  std::string_view name;
  NodeIndex node = kNoNode;
};

struct Expression {
  std::string_view source;
  std::vector<Node> nodes;
  std::vector<Part> parts;
  NodeIndex root = kNoNode;

  /// The text from which a node was made.
  [[nodiscard]] std::string_view text_of(const Node& node) const {
    return source.substr(node.begin, node.end - node.begin);
  }
};

/// Compiles all of `source`, which must outlive the result; constants are laid out in `arena`.
/// Errors, at `path`: `expression-syntax`, `expression-too-long`, `too-deep`. Then the root is
/// `kNoNode`.
[[nodiscard]] Expression compile_expression(std::string_view source, std::string_view path,
                                            Arena& arena, Problems& problems);

struct ExpressionInBraces {
  Expression expression;
  std::size_t end = 0;  ///< Behind the closing brace.
};

/// Compiles what stands in a text from `begin` to the `}` that ends the expression.
[[nodiscard]] ExpressionInBraces compile_expression_in_braces(std::string_view text,
                                                              std::size_t begin,
                                                              std::string_view path, Arena& arena,
                                                              Problems& problems);

/// ` (at column 7 of "a.b + c")`, in characters: for messages.
[[nodiscard]] std::string place_in(std::string_view source, std::size_t offset);

}  // namespace hookstorm::json_e
