// `hookstorm status`: how a running dispatcher is.
#pragma once

#include <string>

#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct StatusArguments {
  std::string url = "http://127.0.0.1:8420";
  bool json = false;
};

/// Throws std::runtime_error where no dispatcher answers there.
[[nodiscard]] ExitCode print_status(const StatusArguments& arguments);

}  // namespace hookstorm::native
