// The tables of the legacy family's bodies, as `legacy.cpp` writes them.
#pragma once

#include "core/shape/shape.hpp"

namespace hookstorm {

[[nodiscard]] Shape legacy_shape(Trigger trigger);

}  // namespace hookstorm
