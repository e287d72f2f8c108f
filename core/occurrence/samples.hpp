// A sample occurrence for each trigger: data that passes strict checking, to start from.
#pragma once

#include <string_view>

#include "core/occurrence/trigger.hpp"

namespace hookstorm {

/// Indented JSON, as it stands in `samples/{trigger}.json`.
[[nodiscard]] std::string_view sample_occurrence(Trigger trigger);

}  // namespace hookstorm
