// An attempt as JSON.
#pragma once

#include "core/json/writer.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

/// Appends the members that say which attempt it was and how it went.
void write_attempt_facts(json::Writer& writer, const AttemptRecord& attempt);
/// Appends all members of an attempt, into an object that is open.
void write_attempt_members(json::Writer& writer, const AttemptRecord& attempt);

}  // namespace hookstorm::native
