// What `hookstorm serve` is told, on the command line and in a settings file.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "native/access/rate_limit.hpp"
#include "native/engine/retention.hpp"
#include "native/log/log.hpp"
#include "native/queue/queue_intake.hpp"
#include "native/sender/transfer.hpp"

namespace hookstorm::native {

struct ServeArguments {
  std::string settings_file;              ///< Empty: there is none.
  std::string database = "hookstorm.db";  ///< A file, or the URL of a PostgreSQL database.
  std::string secrets_key_file;           ///< Empty: the key is that of the environment, if any.
  std::string listen = "127.0.0.1:8420";
  std::vector<long> retry_delays_s;  ///< Empty: the default policy.
  long disable_after_days = 5;       ///< Of nothing but failure.
  TransferSettings transfer;
  RetentionSettings retention;
  bool open = false;  ///< Nobody is asked for a token.
  RateLimits rate_limits;
  QueueSettings queue;  ///< Without a URL: none.
  LogForm log_form = LogForm::text;
};

/// Adds the options, to be read into `arguments`, which outlives the parsing.
void add_serve_options(CLI::App& command, ServeArguments& arguments);

/// What the command line says, all that follows the program's name, and what the settings file that
/// it names says beside. Throws UsageError.
[[nodiscard]] ServeArguments read_serve_arguments(const std::vector<std::string>& command_line);

}  // namespace hookstorm::native
