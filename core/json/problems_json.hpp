// Problems as JSON, the one shape in which the program and the module report them.
#pragma once

#include "core/json/writer.hpp"
#include "core/problem/problem.hpp"

namespace hookstorm::json {

/// Appends `[{"path", "code", "message", "severity"}, …]`.
void write_problems(Writer& writer, const Problems& problems);

}  // namespace hookstorm::json
