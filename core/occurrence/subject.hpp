// What an occurrence is about: of its records, the one that the happening happened to. It is chosen
// here alone.
#pragma once

#include <optional>

#include "core/occurrence/occurrence.hpp"

namespace hookstorm {

struct Subject {
  std::optional<Record> Occurrence::*record;  ///< There in every occurrence of the trigger.
  const Resource* resource;
};

/// The person rather than the session, the session rather than its event.
[[nodiscard]] Subject subject_of(Trigger trigger);

}  // namespace hookstorm
