// The tables of the standard family's bodies, as `standard.cpp` writes them.
#pragma once

#include "core/shape/shape.hpp"

namespace hookstorm {

[[nodiscard]] Shape standard_shape(Trigger trigger);

}  // namespace hookstorm
