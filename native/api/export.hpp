// The delivery log, streamed.
#pragma once

#include "native/api/route.hpp"

namespace hookstorm::native {

struct ApiContext;

/// Each holds up to the longest line of a log in memory.
inline constexpr int kExportsMax = 16;

/// Answers with the log that the parameters mean. `context` outlives it.
[[nodiscard]] Handler export_handler(const ApiContext& context);

}  // namespace hookstorm::native
