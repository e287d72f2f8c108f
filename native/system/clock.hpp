// The wall clock, passed in wherever a moment is needed, so that tests choose the time.
#pragma once

#include <functional>

#include "core/time/timestamp.hpp"

namespace hookstorm::native {

/// Gives the present moment. May be called from any thread.
using Clock = std::function<EpochMilliseconds()>;

/// The machine's own clock. It may jump when somebody sets it.
[[nodiscard]] Clock system_clock();

}  // namespace hookstorm::native
