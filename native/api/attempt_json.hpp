// An attempt as JSON.
#pragma once

#include "core/json/writer.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

/// Appends the members of an attempt, into an object that is open.
void write_attempt_members(json::Writer& writer, const AttemptRecord& attempt);

}  // namespace hookstorm::native
