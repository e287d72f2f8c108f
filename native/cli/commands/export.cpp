// `hookstorm export`: what became of every message, as a delivery log.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "core/text/percent_encoding.hpp"
#include "core/time/timestamp.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"
#include "native/cli/usage_error.hpp"
#include "native/store/open_store.hpp"
#include "native/store/sql/access.hpp"
#include "native/store/sql/delivery_log.hpp"

namespace hookstorm::native {
namespace {

/// Of a file, at a time.
constexpr LogLimit kStep{.messages_max = 1000, .bytes = std::size_t{1024} * 1024};

struct Arguments {
  std::string database = "hookstorm.db";
  std::string workspace = "default";  ///< Of the file; a dispatcher's is the token's.
  std::string url;                    ///< Empty: the file is read.
  std::string webhook_id;             ///< Empty: all webhooks.
  EpochMilliseconds since = 0;
};

WorkspaceKey workspace_of(sql::Database& database, const Arguments& arguments) {
  for (const StoredWorkspace& workspace : SqlAccess(database).workspaces()) {
    if (workspace.name == arguments.workspace) {
      return workspace.key;
    }
  }
  throw UsageError("There is no workspace " + arguments.workspace + " in " + arguments.database +
                   ".");
}

/// Throws StoreError, and UsageError for a workspace that there is not, or a webhook that there
/// never was in it.
void print_log_of_file(const Arguments& arguments) {
  const std::unique_ptr<sql::Database> database = open_for_reading(arguments.database);
  SqlDeliveryLog log(*database);
  DeliveryFilter filter;
  filter.message.workspace = workspace_of(*database, arguments);
  filter.message.since = arguments.since;
  if (!arguments.webhook_id.empty()) {
    if (!log.knows_webhook(filter.message.workspace, arguments.webhook_id)) {
      throw UsageError("There never was a webhook " + arguments.webhook_id + " in " +
                       arguments.database + ".");
    }
    filter.webhook_id = arguments.webhook_id;
  }
  LogPart part;
  while (!part.is_last) {
    part = log.read(filter, part.position, kStep);
    print(stdout, part.lines);
  }
}

/// Throws std::runtime_error.
void print_log_of_dispatcher(const Arguments& arguments) {
  std::string target = "/v1/export?filter[webhook]=" + percent_encode(arguments.webhook_id);
  if (arguments.since > 0) {
    target += "&filter[since]=" + percent_encode(format_timestamp(arguments.since));
  }
  RunningDispatcher(arguments.url).read(target, [](std::string_view bytes) {
    print(stdout, bytes);
  });
}

ExitCode export_log(const Arguments& arguments) {
  arguments.url.empty() ? print_log_of_file(arguments) : print_log_of_dispatcher(arguments);
  return ExitCode::good;
}

}  // namespace

Command add_export(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("export", "Print what became of every message, for replay");
  command->footer(
      "Examples:\n  hookstorm export --database hookstorm.db > deliveries.jsonl\n"
      "  hookstorm export --url http://127.0.0.1:8420 --since 2026-10-06T14:00:00Z\n\n"
      "Signing secrets are left out; webhooks' own headers and all data are not. A dispatcher "
      "may run on the file.\n");
  CLI::Option* database =
      command
          ->add_option("--store,--database", arguments->database,
                       "The dispatcher's file, or its PostgreSQL database: postgres://…")
          ->type_name("FILE|URL")
          ->capture_default_str();
  command->add_option("--workspace", arguments->workspace, "Of a file, the one that is printed")
      ->type_name("NAME")
      ->capture_default_str();
  command->add_option("--url", arguments->url, "Of a running dispatcher, in place of a file")
      ->type_name("URL")
      ->excludes(database);
  command->add_option("--webhook", arguments->webhook_id, "Of this webhook alone")
      ->type_name("UUID");
  command
      ->add_option_function<std::string>(
          "--since",
          [arguments](const std::string& text) {
            arguments->since = parse_timestamp(text).value_or(0);
          },
          "Messages accepted from this moment on, such as 2026-10-06T14:00:00Z")
      ->check(CLI::Validator(
          [](std::string& text) {
            return parse_timestamp(text) ? std::string()
                                         : "\"" + text + "\" is no moment with an offset";
          },
          ""))
      ->type_name("MOMENT");
  return {command, [arguments] { return export_log(*arguments); }};
}

}  // namespace hookstorm::native
