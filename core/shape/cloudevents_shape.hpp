// The tables of the cloudevents family's bodies, as `cloudevents.cpp` writes them in structured
// mode; in binary mode a body is their table `data` alone.
#pragma once

#include "core/shape/shape.hpp"

namespace hookstorm {

[[nodiscard]] Shape cloudevents_shape(Trigger trigger);

}  // namespace hookstorm
