// The extended family: `{"data": {id, type, attributes, meta}}`.
// Moments are integer epoch seconds, rounded down, and 0 where unset; members that the tables do
// not know follow the known ones as they came.
#pragma once

#include <string>
#include <string_view>

#include "core/occurrence/occurrence.hpp"

namespace hookstorm {

[[nodiscard]] std::string build_extended_body(const Occurrence& occurrence,
                                              std::string_view webhook_id);

}  // namespace hookstorm
