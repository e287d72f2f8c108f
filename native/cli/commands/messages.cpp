// `hookstorm messages`: a running dispatcher's messages, the newest first.
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

ExitCode print_messages(const Arguments& arguments) {
  print_listing({.url = arguments.url,
                 .target = "/v1/messages?page%5Bsize%5D=50" + arguments.choice.query(),
                 .limit = arguments.limit,
                 .columns = {"id", "attributes/accepted_at", "attributes/trigger"},
                 .json = arguments.json});
  return ExitCode::good;
}

}  // namespace

Command add_messages(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand(
      "messages", "List the messages that a running dispatcher has accepted");
  command->footer(
      "Example:\n  hookstorm messages --trigger people.registered --since 2026-10-06T14:00:00Z\n");
  add_dispatcher_url(*command, arguments->url);
  add_message_choice(*command, arguments->choice);
  add_limit(*command, arguments->limit);
  command->add_flag("--json", arguments->json, "Print each whole, as a line of JSON");
  return {command, [arguments] { return print_messages(*arguments); }};
}

}  // namespace hookstorm::native
