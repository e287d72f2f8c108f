// An occurrence from a file or standard input.
#pragma once

#include <string>

#include "core/occurrence/occurrence.hpp"

namespace hookstorm::native {

/// Errors: those of `read_input` and `parse_occurrence`. Throws UsageError.
[[nodiscard]] Result<Occurrence> read_occurrence(const std::string& file, Checking checking);

}  // namespace hookstorm::native
