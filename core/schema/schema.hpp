// JSON Schemas (2020-12) of the documents that Hookstorm takes and gives, made of their tables.
// A schema says what one value may be; how values must agree with each other it cannot say: links
// with ids, durations with moments, no question answered twice.
#pragma once

#include <string>

#include "core/family/family.hpp"
#include "core/occurrence/trigger.hpp"

namespace hookstorm {

/// The schema of an occurrence of `trigger`, as strict checking accepts it.
[[nodiscard]] std::string occurrence_schema(Trigger trigger);

/// The schema of the body that `family` gives an occurrence of `trigger`, which it supports.
[[nodiscard]] std::string body_schema(Trigger trigger, Family family);

}  // namespace hookstorm
