#include "core/json_e/explanation.hpp"

#include "core/json_e/limits.hpp"
#include "core/json_e/output.hpp"
#include "core/text/excerpt.hpp"

namespace hookstorm::json_e {
namespace {

class Explanation {
 public:
  Explanation(Evaluation& evaluation, const Expression& expression)
      : evaluation_(evaluation), expression_(expression) {}

  std::string why_not(const Node& node) {
    switch (node.operation) {
      case Operation::conjunction:
        return why_not(gives_true(node.left) ? node.right : node.left);
      case Operation::disjunction:
        return why_not(node.left) + "; " + why_not(node.right);
      case Operation::less:
      case Operation::less_or_equal:
      case Operation::greater:
      case Operation::greater_or_equal:
      case Operation::equal:
      case Operation::not_equal:
      case Operation::contained:
        return quoted(node) + " is false" + values(": ", {node.left, node.right});
      case Operation::negation:
        return quoted(node) + " is false" + values(": ", {node.left});
      default:
        return quoted(node) + " is " + value_of(node);
    }
  }

 private:
  std::string why_not(NodeIndex index) { return why_not(expression_.nodes[index]); }

  bool gives_true(NodeIndex index) {
    Operand value;
    return evaluation_.evaluate(expression_, index, value) && is_truthy(value);
  }

  [[nodiscard]] std::string quoted(const Node& node) const {
    return excerpt(expression_.text_of(node));
  }

  std::string value_of(const Node& node) {
    Operand value;
    const auto index = static_cast<NodeIndex>(&node - expression_.nodes.data());
    return evaluation_.evaluate(expression_, index, value) ? shown(value)
                                                           : evaluation_.failure().message;
  }

  /// `person.email is "a@b.example", allowed is []`: literals speak for themselves.
  std::string values(std::string_view before, std::initializer_list<NodeIndex> indices) {
    std::string text;
    for (const NodeIndex index : indices) {
      const Node& node = expression_.nodes[index];
      if (node.operation != Operation::constant) {
        text += (text.empty() ? std::string(before) : std::string(", ")) + quoted(node) + " is " +
                value_of(node);
      }
    }
    return text;
  }

  Evaluation& evaluation_;
  const Expression& expression_;
};

}  // namespace

std::string explain(Evaluation& evaluation, const Expression& expression) {
  return Explanation(evaluation, expression).why_not(expression.nodes[expression.root]);
}

}  // namespace hookstorm::json_e
