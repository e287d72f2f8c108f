// `hookstorm cancel`: ends a pending delivery of a running dispatcher.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "core/json/writer.hpp"
#include "core/text/percent_encoding.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string url;
  std::string delivery;
  bool json = false;
};

ExitCode cancel(const Arguments& arguments) {
  const json::Value answer =
      RunningDispatcher(arguments.url)
          .ask("POST", "/v1/deliveries/" + percent_encode(arguments.delivery) + "/cancel");
  print(stdout, arguments.json
                    ? json::written(answer) + "\n"
                    : "is not sent any more: " + shown(member_at(answer, "data/id")) + "\n");
  return ExitCode::good;
}

}  // namespace

Command add_cancel(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("cancel", "End a pending delivery of a running dispatcher");
  command->footer("Example:\n  hookstorm cancel dlv_…\n");
  command->add_option("DELIVERY", arguments->delivery, "As `hookstorm deliveries` prints it")
      ->required();
  add_dispatcher_url(*command, arguments->url);
  command->add_flag("--json", arguments->json, "Print the answer as it is");
  return {command, [arguments] { return cancel(*arguments); }};
}

}  // namespace hookstorm::native
