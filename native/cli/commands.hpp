// The program's commands. Each is a file in commands/, with its options and what it does.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct Command {
  CLI::App* app = nullptr;        ///< The program's: says whether this command was given.
  std::function<ExitCode()> run;  ///< To be called once all options are parsed. May throw
                                  ///< UsageError, or another std::exception for what failed.
};

[[nodiscard]] Command add_preview(CLI::App& program);
[[nodiscard]] Command add_validate(CLI::App& program);
[[nodiscard]] Command add_send(CLI::App& program);
/// `command_line` is all that follows the program's name: read again when the settings are.
[[nodiscard]] Command add_serve(CLI::App& program, std::vector<std::string> command_line);
[[nodiscard]] Command add_listen(CLI::App& program);
[[nodiscard]] Command add_catalogue(CLI::App& program);
[[nodiscard]] Command add_schema(CLI::App& program);
[[nodiscard]] Command add_read(CLI::App& program);
[[nodiscard]] Command add_matches(CLI::App& program);
[[nodiscard]] Command add_render(CLI::App& program);
[[nodiscard]] Command add_recipes(CLI::App& program);
[[nodiscard]] Command add_simulate(CLI::App& program);
[[nodiscard]] Command add_verify(CLI::App& program);
[[nodiscard]] Command add_secret(CLI::App& program);
[[nodiscard]] Command add_export(CLI::App& program);
[[nodiscard]] Command add_status(CLI::App& program);
[[nodiscard]] Command add_migrate(CLI::App& program);
[[nodiscard]] Command add_copy(CLI::App& program);
[[nodiscard]] Command add_replay(CLI::App& program);
[[nodiscard]] Command add_webhooks(CLI::App& program);
[[nodiscard]] Command add_messages(CLI::App& program);
[[nodiscard]] Command add_deliveries(CLI::App& program);
[[nodiscard]] Command add_token(CLI::App& program);
[[nodiscard]] Command add_workspace(CLI::App& program);
[[nodiscard]] Command add_resend(CLI::App& program);
[[nodiscard]] Command add_cancel(CLI::App& program);
[[nodiscard]] Command add_inbox(CLI::App& program);
[[nodiscard]] Command add_completions(CLI::App& program);

}  // namespace hookstorm::native
