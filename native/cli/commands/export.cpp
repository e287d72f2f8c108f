// `hookstorm export`: what became of every message, as a delivery log.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "core/time/timestamp.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"
#include "native/store/sqlite_delivery_log.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string database = "hookstorm.db";
  std::string webhook_id;  ///< Empty: all webhooks.
  EpochMilliseconds since = kEarliestMoment;
};

/// Throws StoreError, and UsageError for a webhook that there never was.
ExitCode export_log(const Arguments& arguments) {
  SqliteDeliveryLog log(arguments.database);
  if (!arguments.webhook_id.empty() && !log.knows_webhook(arguments.webhook_id)) {
    throw UsageError("There never was a webhook " + arguments.webhook_id + " in " +
                     arguments.database + ".");
  }
  log.read({.webhook_id = arguments.webhook_id, .since = arguments.since},
           [](const std::string& line) { print(stdout, line + "\n"); });
  return ExitCode::good;
}

}  // namespace

Command add_export(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("export", "Print what became of every message, for replay");
  command->footer(
      "Example:\n  hookstorm export --database hookstorm.db > deliveries.jsonl\n\n"
      "Signing secrets are left out; webhooks' own headers and all data are not. A dispatcher "
      "may run on the file.\n");
  command->add_option("--database", arguments->database, "The dispatcher's file")
      ->type_name("FILE")
      ->capture_default_str();
  command->add_option("--webhook", arguments->webhook_id, "Of this webhook alone")
      ->type_name("UUID");
  command
      ->add_option_function<std::string>(
          "--since",
          [arguments](const std::string& text) {
            arguments->since = parse_timestamp(text).value_or(kEarliestMoment);
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
