// Why an expression did not give true, in words: the part that decided, and the values it saw.
#pragma once

#include <string>

#include "core/json_e/context.hpp"
#include "core/json_e/expression.hpp"

namespace hookstorm::json_e {

/// Evaluates parts of `expression` again, which has given false. Stops where the text is longer
/// than `kReasonBytesMax`. An evaluation's steps bound it too: beyond them it takes nothing apart,
/// and "…" stands for values.
[[nodiscard]] std::string explain(const Expression& expression, const Context& context);

}  // namespace hookstorm::json_e
