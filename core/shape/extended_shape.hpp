// The tables of the extended family's bodies, as `extended.cpp` writes them.
#pragma once

#include "core/shape/shape.hpp"

namespace hookstorm {

/// A row as the family's attributes have it at any stage, nested tables left as they are.
[[nodiscard]] Field extended_row(const Field& field);

[[nodiscard]] Shape extended_shape(Trigger trigger);

}  // namespace hookstorm
