// `hookstorm simulate`: what would happen to a webhook's deliveries over a supposed endpoint.
#pragma once

#include <string>

#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct SimulateArguments {
  std::string file;
  bool json = false;
};

[[nodiscard]] ExitCode simulate_file(const SimulateArguments& arguments);

}  // namespace hookstorm::native
