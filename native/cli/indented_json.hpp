// JSON as people read and edit it.
#pragma once

#include <string>
#include <string_view>

namespace hookstorm::native {

/// A compact JSON text with a line for each member and item, indented by two spaces a level.
[[nodiscard]] std::string indented(std::string_view compact);

}  // namespace hookstorm::native
