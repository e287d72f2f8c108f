// What checking a signature gave, as JSON: the one shape in which the program and the module report
// it.
#pragma once

#include "core/json/writer.hpp"
#include "core/signature/verification.hpp"

namespace hookstorm {

/// Appends `{"value": {"scheme", "version", "secretIndex", …} or null, "problems": […]}`.
void write_verdict(json::Writer& writer, const Result<Verdict>& verdict);

}  // namespace hookstorm
