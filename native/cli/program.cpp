#include "native/cli/program.hpp"

#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/request/request.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"

namespace hookstorm::native {
namespace {

constexpr const char* kExamples = R"(Examples:
  hookstorm preview occurrence.json --family extended
  hookstorm validate occurrence.json
  hookstorm send occurrence.json --url https://example.com/hook
  hookstorm serve --database hookstorm.db --listen 127.0.0.1:8420

FILE may be - for standard input. Exit codes: 0 good, 1 problems found or a
delivery that failed, 2 bad usage, 3 the webhook does not take the occurrence.
)";

std::vector<Command> add_commands(CLI::App& program, std::vector<std::string> command_line) {
  return {
      add_preview(program),  add_validate(program),
      add_send(program),     add_serve(program, std::move(command_line)),
      add_listen(program),   add_catalogue(program),
      add_schema(program),   add_read(program),
      add_matches(program),  add_render(program),
      add_recipes(program),  add_simulate(program),
      add_verify(program),   add_secret(program),
      add_export(program),   add_status(program),
      add_replay(program),   add_webhooks(program),
      add_messages(program), add_deliveries(program),
      add_resend(program),   add_cancel(program),
      add_inbox(program),    add_migrate(program),
      add_copy(program),     add_completions(program),
      add_token(program),    add_workspace(program),
  };
}

ExitCode run_chosen(const CLI::App& program, const std::vector<Command>& commands) {
  for (const Command& command : commands) {
    if (command.app->parsed()) {
      return command.run();
    }
  }
  print(stderr, program.help());
  return ExitCode::bad_usage;
}

ExitCode run(int argc, const char* const* argv) {
  CLI::App program{"Hookstorm, a webhook engine for event platforms", "hookstorm"};
  program.set_version_flag("--version", "hookstorm " + std::string(kVersion));
  program.footer(kExamples);
  program.require_subcommand(0, 1);  // So that an unknown one is named, and not said to be missing.
  const std::vector<Command> commands = add_commands(program, {argv + 1, argv + argc});
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? ExitCode::good : ExitCode::bad_usage;
  }
  return run_chosen(program, commands);
}

int fail(const char* message, ExitCode code) {
  std::cerr << "hookstorm: " << message << '\n';
  return static_cast<int>(code);
}

}  // namespace

int run_program(int argc, const char* const* argv) noexcept {
  try {
    return static_cast<int>(run(argc, argv));
  } catch (const UsageError& error) {
    return fail(error.what(), ExitCode::bad_usage);
  } catch (const std::exception& error) {
    return fail(error.what(), ExitCode::problems);
  }
}

}  // namespace hookstorm::native
