// `hookstorm replay`: what an edited webhook would have made of a delivery log.
#pragma once

#include <string>

#include "core/webhook/target_url.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct ReplayArguments {
  std::string log_file;
  std::string webhook_file;
  HttpTargets http_targets = HttpTargets::refused;
  bool requests = false;
  bool json = false;
};

/// Reads the log line by line, so that it may be of any length. Throws UsageError.
[[nodiscard]] ExitCode replay(const ReplayArguments& arguments);

}  // namespace hookstorm::native
