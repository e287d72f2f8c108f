// What the expressions of filters and templates see: named values, and the moment of the
// occurrence. Evaluation never changes it, so that all webhooks share what is the same for them.
// Easy to get wrong: values are referred to, not copied; the documents must outlive the context.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json/value.hpp"
#include "core/json_e/arena.hpp"
#include "core/json_e/operand.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm::json_e {

class Context {
 public:
  /// The members of `variables` (an object) become variables, beside `now`, which is the moment of
  /// the occurrence as text. Members whose names are no identifiers cannot be reached.
  Context(const json::Value& variables, EpochMilliseconds now);

  /// The variables of `shared`, which must outlive this, and one more: `body`, which is another one
  /// for each webhook. It hides a variable of the same name.
  Context(const Context& shared, std::string_view name, const json::Value& value);

  /// Null where there is none.
  [[nodiscard]] const Operand* find(std::string_view name) const;
  [[nodiscard]] const std::vector<Field>& variables() const { return variables_; }

 private:
  void put(std::string_view name, const Operand& value);

  Arena arena_;
  std::vector<Field> variables_;
};

}  // namespace hookstorm::json_e
