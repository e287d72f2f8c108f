// `hookstorm webhooks`: a running dispatcher's webhooks, in order of creation.
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
  std::size_t limit = 0;
  bool json = false;
};

ExitCode print_webhooks(const Arguments& arguments) {
  print_listing({.url = arguments.url,
                 .target = "/v1/webhooks?page%5Bsize%5D=50",
                 .limit = arguments.limit,
                 .columns = {"id", "attributes/enabled", "attributes/health/state",
                             "attributes/triggers", "attributes/url", "attributes/name"},
                 .json = arguments.json});
  return ExitCode::good;
}

}  // namespace

Command add_webhooks(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand("webhooks", "List a running dispatcher's webhooks");
  command->footer("Example:\n  hookstorm webhooks --json\n");
  add_dispatcher_url(*command, arguments->url);
  add_limit(*command, arguments->limit);
  command->add_flag("--json", arguments->json, "Print each whole, as a line of JSON");
  return {command, [arguments] { return print_webhooks(*arguments); }};
}

}  // namespace hookstorm::native
