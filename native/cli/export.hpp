// `hookstorm export`: what became of every message, as a delivery log.
#pragma once

#include <string>

#include "core/time/timestamp.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct ExportArguments {
  std::string database = "hookstorm.db";
  std::string webhook_id;  ///< Empty: all webhooks.
  EpochMilliseconds since = kEarliestMoment;
};

/// Throws StoreError.
[[nodiscard]] ExitCode export_log(const ExportArguments& arguments);

}  // namespace hookstorm::native
