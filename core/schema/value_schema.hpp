// The JSON Schema of one field's value.
#pragma once

#include "core/json/writer.hpp"
#include "core/record/field.hpp"

namespace hookstorm {

/// Appends the schema as an object; records are referred to in `#/$defs` by their tables' names.
void write_value_schema(json::Writer& writer, const Field& field);

}  // namespace hookstorm
