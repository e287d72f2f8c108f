// Why an expression did not give true, in words: the part that decided, and the values it saw.
#pragma once

#include <string>

#include "core/json_e/evaluation.hpp"

namespace hookstorm::json_e {

/// Evaluates parts of `expression` again; the expression has been evaluated without failure and has
/// not given true.
[[nodiscard]] std::string explain(Evaluation& evaluation, const Expression& expression);

}  // namespace hookstorm::json_e
