// Counts what became of occurrences that somebody sent in, by whatever way.
#pragma once

#include <cstddef>

#include "native/engine/intake.hpp"
#include "native/metrics/metrics.hpp"

namespace hookstorm::native {

/// Of a submission of so many occurrences.
void count_intake(Metrics& metrics, const IntakeOutcome& outcome, std::size_t occurrences);

}  // namespace hookstorm::native
