// `hookstorm deliveries`: a running dispatcher's deliveries, the newest first.
#include <cstddef>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "native/cli/commands.hpp"
#include "native/cli/list_options.hpp"
#include "native/cli/listing.hpp"
#include "native/cli/running_dispatcher.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string url;
  Choice choice;
  std::size_t limit = 0;
  bool json = false;
};

ExitCode print_deliveries(const Arguments& arguments) {
  print_listing({.url = arguments.url,
                 .target = "/v1/deliveries?page%5Bsize%5D=50" + arguments.choice.query(),
                 .limit = arguments.limit,
                 .columns = {"id", "attributes/accepted_at", "attributes/state",
                             "attributes/attempt_count", "attributes/trigger"},
                 .json = arguments.json});
  return ExitCode::good;
}

}  // namespace

Command add_deliveries(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("deliveries", "List a running dispatcher's deliveries");
  command->footer("Example:\n  hookstorm deliveries --state exhausted --limit 100\n");
  add_dispatcher_url(*command, arguments->url);
  add_delivery_choice(*command, arguments->choice,
                      {"pending", "delivered", "exhausted", "cancelled"});
  add_limit(*command, arguments->limit);
  command->add_flag("--json", arguments->json, "Print each whole, as a line of JSON");
  return {command, [arguments] { return print_deliveries(*arguments); }};
}

}  // namespace hookstorm::native
