// What a simulation gives, as command line and API tell it.
#pragma once

#include <string>

#include "core/problem/result.hpp"
#include "core/simulation/simulation.hpp"

namespace hookstorm::native {

/// `{"value": …, "problems": […]}`; the value is the report, or null where it is no simulation.
/// Takes up to some tenths of a second.
[[nodiscard]] std::string simulation_answer(const Result<Simulation>& simulation);

}  // namespace hookstorm::native
