// From a JSON document to a template's program. All that can be known to be wrong without a context
// is reported here, wherever in the document it stands.
#pragma once

#include <string_view>

#include "core/json/value.hpp"
#include "core/json_e/template_program.hpp"
#include "core/problem/problem.hpp"

namespace hookstorm::json_e {

void compile_document(const json::Value& document, std::string_view path, TemplateProgram& program,
                      Problems& problems);

}  // namespace hookstorm::json_e
