// The operators between two values: `+`, `<`, `==`, `in`, …
#pragma once

#include "core/json_e/evaluation.hpp"

namespace hookstorm::json_e {

/// Errors: `type-mismatch`, `division-by-zero`, `not-a-number`, `template-too-large`.
[[nodiscard]] bool apply_operator(Evaluation& evaluation, Operation operation, const Operand& left,
                                  const Operand& right, Operand& result);

/// `+`, `in`, …, as they are written.
[[nodiscard]] std::string_view sign_of(Operation operation);

}  // namespace hookstorm::json_e
