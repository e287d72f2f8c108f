// The legacy family: `{"webinar": …}`, with `"attendee"` before it for registrants.
// The webinar merges event and session; moments are ISO 8601 text with milliseconds, null where
// unset. The format is closed: members that the tables do not know are left out.
#pragma once

#include <string>

#include "core/occurrence/occurrence.hpp"

namespace hookstorm {

[[nodiscard]] std::string build_legacy_body(const Occurrence& occurrence);

}  // namespace hookstorm
