// What `$merge`, `$mergeDeep`, `$flatten`, `$flattenDeep` and `$reverse` make of a rendered value.
#pragma once

#include "core/json_e/evaluation.hpp"

namespace hookstorm::json_e {

/// Members of later objects replace those of earlier ones. Errors: `type-mismatch`.
[[nodiscard]] bool merge(Evaluation& evaluation, const Operand& list, Operand& result);

/// As `merge`, with lists put together and objects merged in turn. Errors: `type-mismatch`.
[[nodiscard]] bool merge_deep(Evaluation& evaluation, const Operand& list, Operand& result);

/// Lists in the list, `levels` deep, give way to their items. Errors: `type-mismatch`.
[[nodiscard]] bool flatten(Evaluation& evaluation, const Operand& list, std::size_t levels,
                           Operand& result);

/// Errors: `type-mismatch`.
[[nodiscard]] bool reverse(Evaluation& evaluation, const Operand& list, Operand& result);

}  // namespace hookstorm::json_e
