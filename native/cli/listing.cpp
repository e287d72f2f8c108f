#include "native/cli/listing.hpp"

#include <cstddef>
#include <cstdio>
#include <memory>
#include <utility>

#include "core/json/writer.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"

namespace hookstorm::native {
namespace {

/// The most that the API gives at once.
constexpr const char* kPageSize = "?page%5Bsize%5D=50";

struct Arguments {
  std::string url;
  Choice choice;
  std::size_t limit = 0;
  bool json = false;
};

std::string line_of(const json::Value& resource, const std::vector<std::string_view>& columns) {
  std::string line;
  for (const std::string_view column : columns) {
    line += (line.empty() ? "" : "  ") + shown(member_at(resource, column));
  }
  return line + "\n";
}

ExitCode print_listing(const Listing& listing, const Arguments& arguments) {
  RunningDispatcher(arguments.url)
      .list("/v1/" + listing.name + kPageSize + arguments.choice.query(), arguments.limit,
            [&](const json::Value& resource) {
              print(stdout, arguments.json ? json::written(resource) + "\n"
                                           : line_of(resource, listing.columns));
            });
  return ExitCode::good;
}

}  // namespace

Command add_listing(CLI::App& program, Listing listing, AddChoice add_choice) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand(listing.name, listing.title);
  command->footer("Example:\n  " + listing.example + "\n");
  add_dispatcher_url(*command, arguments->url);
  add_choice(*command, arguments->choice);
  add_limit(*command, arguments->limit);
  command->add_flag("--json", arguments->json, "Print each whole, as a line of JSON");
  return {command,
          [arguments, listing = std::move(listing)] { return print_listing(listing, *arguments); }};
}

}  // namespace hookstorm::native
