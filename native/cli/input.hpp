// The text a command works on, from a file or standard input, within the limit of a document.
#pragma once

#include <string>

#include "core/problem/result.hpp"

namespace hookstorm::native {

/// The bytes of the file, or of standard input for `-`. Error: `too-large`, after reading one byte
/// more than the limit. Throws UsageError where the file cannot be read.
[[nodiscard]] Result<std::string> read_input(const std::string& file);

}  // namespace hookstorm::native
