// What every resource in an answer begins and ends with.
#pragma once

#include <string_view>

#include "core/json/writer.hpp"

namespace hookstorm::native {

/// Appends the beginning of a resource; its attributes stay open.
void begin_resource(json::Writer& writer, std::string_view type, std::string_view id);
void end_resource(json::Writer& writer);

}  // namespace hookstorm::native
