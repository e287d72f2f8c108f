#include "core/json_e/expression.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/json_e/characters.hpp"
#include "core/json_e/limits.hpp"
#include "core/json_e/number.hpp"
#include "core/json_e/token.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/sentence.hpp"

namespace hookstorm::json_e {
namespace {

struct BinaryOperator {
  std::string_view sign;
  Operation operation;
  int level;  ///< The higher, the tighter it binds.
};

constexpr int kLowestLevel = 1;
constexpr int kPowerLevel = 8;
constexpr std::array<BinaryOperator, 14> kBinaryOperators = {{
    {"||", Operation::disjunction, 1},
    {"&&", Operation::conjunction, 2},
    {"in", Operation::contained, 3},
    {"==", Operation::equal, 4},
    {"!=", Operation::not_equal, 4},
    {"<", Operation::less, 5},
    {">", Operation::greater, 5},
    {"<=", Operation::less_or_equal, 5},
    {">=", Operation::greater_or_equal, 5},
    {"+", Operation::add, 6},
    {"-", Operation::subtract, 6},
    {"*", Operation::multiply, 7},
    {"/", Operation::divide, 7},
    {"**", Operation::power, kPowerLevel},
}};

/// Reads an expression by precedence climbing. The first problem ends it: what follows a word that
/// does not belong would be guessing.
class ExpressionParser {
 public:
  ExpressionParser(std::string_view source, std::size_t begin, std::string_view path, Arena& arena,
                   Problems& problems)
      : begin_(begin), path_(path), arena_(arena), problems_(problems) {
    expression_.source = source;
    token_ = next_token(source, begin);
  }

  /// Up to the end of the source, or up to the `closing` brace.
  Expression parse(bool to_brace) {
    const NodeIndex root = binary(kLowestLevel);
    if (!failed_) {
      if (to_brace ? !token_.is("}") : token_.kind != TokenKind::end) {
        unexpected(to_brace ? "an operator or \"}\"" : "an operator or the end");
      } else if (token_.begin - begin_ > kExpressionBytesMax) {
        fail("expression-too-long",
             "The expression is longer than {} bytes; split it up with $let.",
             {kExpressionBytesMax});
      }
    }
    if (!failed_) {
      expression_.root = root;
    }
    return std::move(expression_);
  }

  [[nodiscard]] std::size_t token_end() const { return token_.end(); }

 private:
  void fail(std::string_view code, std::string_view pattern, Parts parts = {}) {
    if (!failed_) {
      problems_.error(std::string(path_), code, pattern, parts);
    }
    failed_ = true;
  }

  void unexpected(std::string_view expected) {
    std::string found;
    if (token_.kind == TokenKind::end) {
      found = "The expression ends too early";
    } else if (token_.text == "'" || token_.text == "\"") {
      found = sentence("A text is not closed by a second {}", {token_.text});
    } else {
      found = sentence("\"{}\" is not expected", {excerpt(token_.text)});
    }
    fail("expression-syntax", "{}{}: {} was expected.",
         {found, place_in(expression_.source.substr(begin_), token_.begin - begin_), expected});
  }

  void advance() {
    last_end_ = token_.end();
    token_ = next_token(expression_.source, token_.end());
  }

  bool take(std::string_view sign) {
    if (failed_ || !token_.is(sign)) {
      return false;
    }
    advance();
    return true;
  }

  void require(std::string_view sign) {
    if (!failed_ && !take(sign)) {
      unexpected(sentence("\"{}\"", {sign}));
    }
  }

  NodeIndex add(Node node, std::size_t begin) {
    node.begin = static_cast<std::uint32_t>(begin);
    node.end = static_cast<std::uint32_t>(last_end_);
    for (const NodeIndex child : {node.left, node.right, node.limit}) {
      deepen(node, child);
    }
    for (std::uint32_t i = 0; i < node.part_count; ++i) {
      deepen(node, expression_.parts[node.first_part + i].node);
    }
    if (node.depth > kExpressionDepthMax) {
      too_deep();
    }
    expression_.nodes.push_back(node);
    return static_cast<NodeIndex>(expression_.nodes.size() - 1);
  }

  void deepen(Node& node, NodeIndex child) const {
    if (child != kNoNode) {
      const int depth = expression_.nodes[child].depth + 1;
      node.depth = std::max(node.depth, static_cast<std::uint16_t>(depth));
    }
  }

  void too_deep() {
    fail("too-deep", "The expression is nested more than {} levels deep; split it up with $let.",
         {kExpressionDepthMax});
  }

  [[nodiscard]] const BinaryOperator* operator_here() const {
    if (token_.kind != TokenKind::sign && token_.kind != TokenKind::keyword_in) {
      return nullptr;
    }
    const auto* found =
        std::find_if(kBinaryOperators.begin(), kBinaryOperators.end(),
                     [&](const BinaryOperator& known) { return known.sign == token_.text; });
    return found == kBinaryOperators.end() ? nullptr : found;
  }

  NodeIndex binary(int level) {
    const std::size_t begin = token_.begin;
    NodeIndex left = unary();
    for (;;) {
      const BinaryOperator* found = failed_ ? nullptr : operator_here();
      if (found == nullptr || found->level < level) {
        return left;
      }
      advance();
      // Powers group to the right, everything else to the left.
      const NodeIndex right = binary(found->level == kPowerLevel ? kPowerLevel : found->level + 1);
      if (failed_) {
        return kNoNode;
      }
      left = add({.operation = found->operation, .left = left, .right = right}, begin);
    }
  }

  NodeIndex unary() {
    if (!token_.is("!") && !token_.is("-") && !token_.is("+")) {
      return postfix();
    }
    if (++level_ > kExpressionDepthMax) {
      too_deep();
      return kNoNode;
    }
    const std::size_t begin = token_.begin;
    Operation operation = Operation::negation;
    if (!token_.is("!")) {
      operation = token_.is("-") ? Operation::minus : Operation::plus;
    }
    advance();
    const NodeIndex operand = unary();
    --level_;
    return failed_ ? kNoNode : add({.operation = operation, .left = operand}, begin);
  }

  NodeIndex postfix() {
    const std::size_t begin = token_.begin;
    NodeIndex node = primary();
    while (!failed_) {
      if (take(".")) {
        const std::string_view name = token_.text;
        if (token_.kind != TokenKind::identifier) {
          unexpected("a property's name");
          break;
        }
        advance();
        node = add({.operation = Operation::property, .left = node, .name = name}, begin);
      } else if (take("[")) {
        node = access(node, begin);
      } else if (take("(")) {
        node = call(node, begin);
      } else {
        break;
      }
    }
    return failed_ ? kNoNode : node;
  }

  NodeIndex access(NodeIndex accessed, std::size_t begin) {
    Node node = {.operation = Operation::element, .left = accessed};
    if (!token_.is(":")) {
      node.right = nested();
    }
    if (take(":")) {
      node.operation = Operation::slice;
      if (!token_.is("]")) {
        node.limit = nested();
      }
    }
    require("]");
    return failed_ ? kNoNode : add(node, begin);
  }

  NodeIndex call(NodeIndex called, std::size_t begin) {
    Node node = {.operation = Operation::call, .left = called};
    put_parts(node, items(")"));
    return failed_ ? kNoNode : add(node, begin);
  }

  /// Expressions with commas between them, up to `closing`.
  std::vector<Part> items(std::string_view closing) {
    std::vector<Part> parts;
    if (take(closing)) {
      return parts;
    }
    do {
      parts.push_back({{}, nested()});
    } while (take(","));
    require(closing);
    return parts;
  }

  void put_parts(Node& node, const std::vector<Part>& parts) {
    node.first_part = static_cast<std::uint32_t>(expression_.parts.size());
    node.part_count = static_cast<std::uint32_t>(parts.size());
    expression_.parts.insert(expression_.parts.end(), parts.begin(), parts.end());
  }

  /// An expression within brackets of any kind.
  NodeIndex nested() {
    if (failed_) {
      return kNoNode;
    }
    if (++level_ > kExpressionDepthMax) {
      too_deep();
      return kNoNode;
    }
    const NodeIndex node = binary(kLowestLevel);
    --level_;
    return node;
  }

  NodeIndex primary() {
    const Token token = token_;
    switch (token.kind) {
      case TokenKind::number:
        return constant(number_operand(parse_decimal(token.text)));
      case TokenKind::text:
        return constant(text_operand(token.text.substr(1, token.text.size() - 2)));
      case TokenKind::keyword_true:
        return constant(boolean_operand(true));
      case TokenKind::keyword_false:
        return constant(boolean_operand(false));
      case TokenKind::keyword_null:
        return constant({});
      case TokenKind::identifier:
        advance();
        return add({.operation = Operation::variable, .name = token.text}, token.begin);
      default:
        break;
    }
    if (take("(")) {
      const NodeIndex node = nested();
      require(")");
      return node;
    }
    if (take("[")) {
      return list(token.begin);
    }
    if (take("{")) {
      return object(token.begin);
    }
    unexpected("a value");
    return kNoNode;
  }

  NodeIndex constant(const Operand& operand) {
    const std::size_t begin = token_.begin;
    advance();
    return add({.operation = Operation::constant, .constant = operand}, begin);
  }

  NodeIndex list(std::size_t begin) {
    Node node = {.operation = Operation::list};
    put_parts(node, items("]"));
    if (failed_) {
      return kNoNode;
    }
    fold_list(node);
    return add(node, begin);
  }

  /// A list of constants is one itself.
  void fold_list(Node& node) {
    std::vector<Operand> constants;
    for (std::uint32_t i = 0; i < node.part_count; ++i) {
      const Node& item = expression_.nodes[expression_.parts[node.first_part + i].node];
      if (item.operation != Operation::constant) {
        return;
      }
      constants.push_back(item.constant);
    }
    if (const Operand* items = arena_.copy(constants.data(), constants.size())) {
      node.operation = Operation::constant;
      node.constant = list_operand(items, constants.size());
    }
  }

  NodeIndex object(std::size_t begin) {
    Node node = {.operation = Operation::object};
    std::vector<Part> parts;
    while (!failed_ && !token_.is("}")) {
      std::string_view name = token_.text;
      if (token_.kind == TokenKind::text) {
        name = name.substr(1, name.size() - 2);
      } else if (token_.kind != TokenKind::identifier) {
        unexpected("a member's name or \"}\"");
        break;
      }
      advance();
      require(":");
      parts.push_back({name, nested()});
      if (!failed_ && !token_.is("}")) {
        require(",");
      }
    }
    require("}");
    if (failed_) {
      return kNoNode;
    }
    put_parts(node, parts);
    return add(node, begin);
  }

  std::size_t begin_;
  std::string_view path_;
  Arena& arena_;
  Problems& problems_;
  Expression expression_;
  Token token_;
  std::size_t last_end_ = 0;
  std::size_t level_ = 0;
  bool failed_ = false;
};

}  // namespace

Expression compile_expression(std::string_view source, std::string_view path, Arena& arena,
                              Problems& problems) {
  if (source.size() > kExpressionBytesMax) {
    problems.error(std::string(path), "expression-too-long",
                   "The expression has {} bytes; at most {} are allowed.",
                   {source.size(), kExpressionBytesMax});
    return {};
  }
  return ExpressionParser(source, 0, path, arena, problems).parse(false);
}

ExpressionInBraces compile_expression_in_braces(std::string_view text, std::size_t begin,
                                                std::string_view path, Arena& arena,
                                                Problems& problems) {
  ExpressionParser parser(text, begin, path, arena, problems);
  ExpressionInBraces compiled;
  compiled.expression = parser.parse(true);
  compiled.end = parser.token_end();
  return compiled;
}

std::string place_in(std::string_view source, std::size_t offset) {
  return sentence(" (at column {} of \"{}\")",
                  {character_count(source.substr(0, offset)) + 1, excerpt(source)});
}

}  // namespace hookstorm::json_e
