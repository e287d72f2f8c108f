// To whom things belong: what is of one workspace is not seen from another.
#pragma once

#include <cstdint>

namespace hookstorm::native {

using WorkspaceKey = std::int64_t;

/// The workspace that is always there.
inline constexpr WorkspaceKey kDefaultWorkspace = 1;
/// Nothing belongs to it: what asks without saying for whom finds nothing.
inline constexpr WorkspaceKey kNoWorkspace = 0;

}  // namespace hookstorm::native
