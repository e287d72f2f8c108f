// Renders a compiled template into a value. What goes wrong in one member or item does not keep the
// others from being tried, so that all problems are reported at once; a bound that is reached ends
// it all.
#pragma once

#include "core/json_e/evaluation.hpp"
#include "core/json_e/template_program.hpp"
#include "core/problem/problem.hpp"

namespace hookstorm::json_e {

/// False where something went wrong, which is then in `problems`.
[[nodiscard]] bool render_node(const TemplateNode& node, Evaluation& evaluation, Problems& problems,
                               Operand& result);

}  // namespace hookstorm::json_e
