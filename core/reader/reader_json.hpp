// What reading a body gave, as JSON: the one shape in which the program and the module report it.
#pragma once

#include "core/json/writer.hpp"
#include "core/reader/reader.hpp"

namespace hookstorm {

/// Appends `{"value": {"family", "trigger", …} or null, "problems": […]}`; of the body's own ids
/// and moment, those that it says.
void write_foreign_body(json::Writer& writer, const Result<ForeignBody>& body);

}  // namespace hookstorm
