// `hookstorm serve`: the dispatcher, until a signal ends it.
#pragma once

#include <string>
#include <vector>

#include "native/cli/exit_code.hpp"
#include "native/engine/retention.hpp"
#include "native/log/log.hpp"
#include "native/sender/transfer.hpp"

namespace hookstorm::native {

struct ServeArguments {
  std::string database = "hookstorm.db";
  std::string secrets_key_file;  ///< Empty: the key is that of the environment, if any.
  std::string listen = "127.0.0.1:8420";
  std::vector<long> retry_delays_s;  ///< Empty: the default policy.
  long disable_after_days = 5;       ///< Of nothing but failure.
  TransferSettings transfer;
  RetentionSettings retention;
  LogForm log_form = LogForm::text;
};

/// Throws UsageError for an address that is no loopback address, for too many or too long delays,
/// and for a key that is none.
[[nodiscard]] ExitCode serve(const ServeArguments& arguments);

}  // namespace hookstorm::native
