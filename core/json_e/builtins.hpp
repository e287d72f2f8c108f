// The functions that expressions may call.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "core/json_e/evaluation.hpp"

namespace hookstorm::json_e {

[[nodiscard]] std::span<const std::string_view> builtin_names();

/// `function` is an index into `builtin_names()`. Errors: `type-mismatch`, `wrong-arguments`,
/// `out-of-range`, `not-a-number`, `template-too-large`, `invalid-duration`, `invalid-timestamp`.
[[nodiscard]] bool call_builtin(Evaluation& evaluation, std::size_t function,
                                std::span<const Operand> arguments, Operand& result);

/// `reference` (RFC 3339; where it is empty, the variable `now`) moved by `duration` such as
/// "-2 days 3 hours".
[[nodiscard]] bool moment_from(Evaluation& evaluation, std::string_view duration,
                               std::string_view reference, Operand& result);

/// Appends what `${…}` and `str` make of a value that is no list, object or function. Null is
/// empty.
void append_characters(const Operand& operand, std::string& out);

}  // namespace hookstorm::json_e
