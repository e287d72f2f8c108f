// The JSON Schemas of what the API takes and answers: those of its own resources, which are the
// files in schemas/, and those that follow from the core's tables.
#pragma once

#include <string_view>

#include "core/json/writer.hpp"

namespace hookstorm::native {

/// A list of objects, one for each file, whose members are schemas by their names.
[[nodiscard]] std::string_view resource_schemas();

/// Appends all schemas as an object by their names.
void write_schemas(json::Writer& writer);

}  // namespace hookstorm::native
