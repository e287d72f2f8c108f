#include "core/json_e/explanation.hpp"

#include <utility>

#include "core/json_e/evaluation.hpp"
#include "core/json_e/limits.hpp"
#include "core/json_e/output.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/sentence.hpp"

namespace hookstorm::json_e {
namespace {

class Explanation {
 public:
  Explanation(const Expression& expression, const Context& context)
      : expression_(expression), evaluation_(context, kFilterStepsMax) {}

  std::string take() {
    add(expression_.root);
    return std::move(text_);
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): expressions are at most kExpressionDepthMax deep.
  void add(NodeIndex index) {
    const Node& node = expression_.nodes[index];
    switch (node.operation) {
      case Operation::conjunction:
        add_conjunction(index);
        return;
      case Operation::disjunction:
        add(node.left);
        if (text_.size() <= kReasonBytesMax) {
          text_ += "; ";
          add(node.right);
        }
        return;
      case Operation::less:
      case Operation::less_or_equal:
      case Operation::greater:
      case Operation::greater_or_equal:
      case Operation::equal:
      case Operation::not_equal:
      case Operation::contained:
        add_comparison(index);
        return;
      case Operation::negation:
        text_ += sentence("{} is false{}", {quoted(index), seen(": ", node.left)});
        return;
      default:
        text_ += sentence("{} is {}", {quoted(index), value_of(index)});
    }
  }

  void add_comparison(NodeIndex index) {
    const Node& node = expression_.nodes[index];
    const std::string left = seen(": ", node.left);
    text_ += sentence("{} is false{}{}",
                      {quoted(index), left, seen(left.empty() ? ": " : ", ", node.right)});
  }

  // NOLINTNEXTLINE(misc-no-recursion): see add().
  void add_conjunction(NodeIndex index) {
    const Node& node = expression_.nodes[index];
    Operand left;
    if (evaluation_.evaluate(expression_, node.left, left)) {
      add(is_truthy(left) ? node.right : node.left);
    } else {
      text_ += sentence("{} is false", {quoted(index)});
    }
  }

  [[nodiscard]] std::string quoted(NodeIndex index) const {
    return excerpt(expression_.text_of(expression_.nodes[index]));
  }

  std::string value_of(NodeIndex index) {
    Operand value;
    return evaluation_.evaluate(expression_, index, value) ? shown(value) : "…";
  }

  /// `: person.email is "a@b.example"`; nothing of a literal, which speaks for itself.
  std::string seen(std::string_view before, NodeIndex index) {
    return expression_.nodes[index].operation == Operation::constant
               ? std::string()
               : sentence("{}{} is {}", {before, quoted(index), value_of(index)});
  }

  const Expression& expression_;
  Evaluation evaluation_;
  std::string text_;
};

}  // namespace

std::string explain(const Expression& expression, const Context& context) {
  return Explanation(expression, context).take();
}

}  // namespace hookstorm::json_e
