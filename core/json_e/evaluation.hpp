// One evaluation: its budget, its memory, the variables in sight, and the first thing that went
// wrong. Easy to get wrong: when a function here returns false, the failure has been recorded and
// nothing may be done with the result.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_e/arena.hpp"
#include "core/json_e/context.hpp"
#include "core/json_e/expression.hpp"
#include "core/json_e/limits.hpp"
#include "core/json_e/operand.hpp"

namespace hookstorm::json_e {

/// Variables that `$let`, `$map`, … add to those around them.
struct Scope {
  const Scope* outer = nullptr;
  const Field* fields = nullptr;
  std::size_t count = 0;
};

struct Failure {
  std::string_view code;
  std::string message;
};

class Evaluation {
 public:
  explicit Evaluation(const Context& context, std::uint32_t steps_max = kStepsMax);

  [[nodiscard]] bool evaluate(const Expression& expression, Operand& result) {
    return evaluate(expression, expression.root, result);
  }
  [[nodiscard]] bool evaluate(const Expression& expression, NodeIndex index, Operand& result);

  /// Null where nothing of this name is in sight; a built-in function where nothing hides it.
  [[nodiscard]] bool lookup(std::string_view name, Operand& result) const;

  [[nodiscard]] const Scope* scope() const { return scope_; }
  void set_scope(const Scope* scope) { scope_ = scope; }

  /// Takes `steps` from the budget.
  [[nodiscard]] bool spend(std::size_t steps);
  /// Records the failure (the first one stays) and gives false.
  bool fail(std::string_view code, std::string_view pattern, Parts parts = {});
  /// The failure to allocate.
  bool fail_for_memory();

  [[nodiscard]] const Failure& failure() const { return failure_; }
  void forget_failure() { failure_ = {}; }
  /// Whether a bound was reached, so that going on makes no sense.
  [[nodiscard]] bool is_exhausted() const { return exhausted_; }

  /// Equality as JavaScript's JSON-e has it: by value, the order of members apart.
  [[nodiscard]] bool equal(const Operand& left, const Operand& right, bool& result);

  [[nodiscard]] bool make_text(std::string_view characters, Operand& result);
  [[nodiscard]] bool make_list(const Operand* items, std::size_t count, Operand& result);
  [[nodiscard]] bool make_object(const Field* fields, std::size_t count, Operand& result);

  /// Values gathered before their number is known: a stack, of which each user gives back what it
  /// took.
  std::vector<Operand>& items() { return items_; }
  std::vector<Field>& fields() { return fields_; }
  std::string& characters() { return characters_; }
  /// A list or object of what was gathered since `base`, which is given back.
  [[nodiscard]] bool gather_list(std::size_t base, Operand& result);
  [[nodiscard]] bool gather_object(std::size_t base, Operand& result);
  [[nodiscard]] bool gather_text(std::size_t base, Operand& result);
  /// Adds a field, or replaces the one of this name gathered since `base`.
  [[nodiscard]] bool put_field(std::size_t base, const Field& field);

  [[nodiscard]] std::string_view now() const;

 private:
  [[nodiscard]] bool evaluate_variable(const Expression& expression, const Node& node,
                                       Operand& result);
  [[nodiscard]] bool evaluate_list(const Expression& expression, const Node& node, Operand& result);
  [[nodiscard]] bool evaluate_object(const Expression& expression, const Node& node,
                                     Operand& result);
  [[nodiscard]] bool evaluate_sign(const Expression& expression, const Node& node, Operand& result);
  [[nodiscard]] bool evaluate_binary(const Expression& expression, const Node& node,
                                     Operand& result);
  [[nodiscard]] bool evaluate_logic(const Expression& expression, const Node& node,
                                    Operand& result);
  [[nodiscard]] bool evaluate_property(const Expression& expression, const Node& node,
                                       Operand& result);
  [[nodiscard]] bool evaluate_element(const Expression& expression, const Node& node,
                                      Operand& result);
  [[nodiscard]] bool evaluate_slice(const Expression& expression, const Node& node,
                                    Operand& result);
  [[nodiscard]] bool evaluate_call(const Expression& expression, const Node& node, Operand& result);

  const Context& context_;
  const Scope* scope_ = nullptr;
  Arena arena_;
  std::uint32_t steps_max_;
  std::uint32_t steps_left_;
  bool exhausted_ = false;
  Failure failure_;
  std::vector<Operand> items_;
  std::vector<Field> fields_;
  std::string characters_;
};

}  // namespace hookstorm::json_e
