// `hookstorm status`: how a running dispatcher is.
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "core/json/writer.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string url;
  bool json = false;
};

/// Throws std::runtime_error where no dispatcher answers there.
ExitCode print_status(const Arguments& arguments) {
  const json::Value status = RunningDispatcher(arguments.url).ask("GET", "/v1/status");
  if (arguments.json) {
    print(stdout, json::written(status) + "\n");
    return ExitCode::good;
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kLines{{
      {"version", "version"},
      {"webhooks", "webhooks"},
      {"requests under way", "requests_under_way"},
      {"waiting for their first attempt", "pending/first_attempts"},
      {"waiting for a retry", "pending/retries"},
      {"earliest due", "oldest_due_at"},
  }};
  for (const auto& [title, way] : kLines) {
    print(stdout, std::string(title) + ": " +
                      shown(member_at(status, "data/attributes/" + std::string(way))) + "\n");
  }
  return ExitCode::good;
}

}  // namespace

Command add_status(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand("status", "Tell how a running dispatcher is");
  command->footer(
      "Example:\n  hookstorm status --url http://127.0.0.1:8420\n\n"
      "Exit codes: 0 good, 1 no dispatcher answers, 2 bad usage.\n");
  add_dispatcher_url(*command, arguments->url);
  command->add_flag("--json", arguments->json, "Print its answer as it is");
  return {command, [arguments] { return print_status(*arguments); }};
}

}  // namespace hookstorm::native
