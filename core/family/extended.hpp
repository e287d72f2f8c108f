// The extended family: `{"data": {id, type, attributes, meta}}`, on request with the related
// resources beside it in `included`.
// Moments are integer epoch seconds, rounded down, and 0 where unset; members that the tables do
// not know follow the known ones as they came.
#pragma once

#include <string>
#include <string_view>

#include "core/occurrence/occurrence.hpp"

namespace hookstorm {

/// With `included`, a list of the occurrence's further records follows the data, each once: the
/// event, the session, then the attendees in their order; empty where there are none.
[[nodiscard]] std::string build_extended_body(const Occurrence& occurrence,
                                              std::string_view webhook_id, bool included);

}  // namespace hookstorm
