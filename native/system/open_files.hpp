// How many files and connections the process may have open.
#pragma once

#include <cstddef>

namespace hookstorm::native {

/// Raises the limit as far as the system allows without asking anybody, and gives it.
std::size_t raise_open_files_limit();

}  // namespace hookstorm::native
