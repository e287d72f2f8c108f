// The records that a body of some family holds, as far as it tells, and where they stand in it.
#pragma once

#include "core/occurrence/consistency.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/reader/recognition.hpp"

namespace hookstorm {

struct BodyRecords {
  Occurrence occurrence;  ///< Fields that the body does not tell are not given.
  RecordPaths paths;
};

/// `body` was made by the check of a body's shape.
[[nodiscard]] BodyRecords records_of(const Record& body, const Recognition& recognition);

}  // namespace hookstorm
