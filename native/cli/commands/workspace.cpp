// `hookstorm workspace`: the workspaces of a running dispatcher.
#include <cstdint>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "core/json/writer.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string url;
  std::string name;
  bool json = false;
};

void print_workspace(const json::Value& workspace, bool as_json) {
  print(stdout, (as_json ? json::written(workspace) : shown(member_at(workspace, "id"))) + "\n");
}

ExitCode create(const Arguments& arguments) {
  json::Writer writer;
  writer.begin_object().name("data").begin_object().name("type").text("workspaces");
  writer.name("attributes").begin_object().name("name").text(arguments.name);
  writer.end_object().end_object().end_object();
  const json::Value answer =
      RunningDispatcher(arguments.url).ask("POST", "/v1/workspaces", writer.take());
  print_workspace(*member_at(answer, "data"), arguments.json);
  return ExitCode::good;
}

ExitCode list(const Arguments& arguments) {
  RunningDispatcher(arguments.url)
      .list("/v1/workspaces", SIZE_MAX,
            [&](const json::Value& workspace) { print_workspace(workspace, arguments.json); });
  return ExitCode::good;
}

}  // namespace

Command add_workspace(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("workspace", "Make and list a running dispatcher's workspaces");
  command->require_subcommand(1);
  command->footer(
      "Example:\n  hookstorm workspace create acme\n"
      "  hookstorm token create \"admin of acme\" --scope admin --workspace acme\n");
  CLI::App* to_create = command->add_subcommand("create", "Make a workspace");
  to_create->add_option("NAME", arguments->name, "Small letters, digits and hyphens")->required();
  CLI::App* to_list = command->add_subcommand("list", "List workspaces in order of creation");
  for (CLI::App* each : {to_create, to_list}) {
    add_dispatcher_url(*each, arguments->url);
    each->add_flag("--json", arguments->json, "Print each whole, as a line of JSON");
  }
  return {command, [arguments, to_create] {
            return to_create->parsed() ? create(*arguments) : list(*arguments);
          }};
}

}  // namespace hookstorm::native
