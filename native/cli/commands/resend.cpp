// `hookstorm resend`: sends deliveries of a running dispatcher again: one, or all that are meant.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "core/json/writer.hpp"
#include "core/text/percent_encoding.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/list_options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"
#include "native/cli/usage_error.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string url;
  std::string delivery;  ///< Empty: those of the choice.
  Choice choice;
  bool all = false;  ///< Those of every webhook and time may be meant.
  bool dry_run = false;
  bool json = false;
};

std::string target_of(const Arguments& arguments) {
  if (!arguments.delivery.empty()) {
    return "/v1/deliveries/" + percent_encode(arguments.delivery) + "/resend";
  }
  if (arguments.choice.is_of_all() && !arguments.all) {
    throw UsageError("Say which: a delivery's id, --webhook, --since and the like, or --all.");
  }
  return "/v1/replay?dry_run=" + std::string(arguments.dry_run ? "true" : "false") +
         arguments.choice.query();
}

std::string summary_of(const Arguments& arguments, const json::Value& answer) {
  if (!arguments.delivery.empty()) {
    return "is sent again: " + shown(member_at(answer, "data/id")) + "\n";
  }
  if (arguments.dry_run) {
    return "would be sent again: " + shown(member_at(answer, "meta/found")) + "\n";
  }
  const bool is_complete = shown(member_at(answer, "meta/complete")) == "true";
  return "are sent again: " + shown(member_at(answer, "meta/resent")) + "\n" +
         (is_complete ? "" : "There are more: do it again.\n");
}

/// Throws UsageError where nothing says which.
ExitCode resend(const Arguments& arguments) {
  const json::Value answer = RunningDispatcher(arguments.url).ask("POST", target_of(arguments));
  print(stdout, arguments.json ? json::written(answer) + "\n" : summary_of(arguments, answer));
  return ExitCode::good;
}

}  // namespace

Command add_resend(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand(
      "resend", "Send deliveries of a running dispatcher again: one, or all that are meant");
  command->footer(
      "Examples:\n  hookstorm resend dlv_…\n"
      "  hookstorm resend --webhook UUID --since 2026-10-06T14:00:00Z --dry-run\n\n"
      "Without a --state, those that are exhausted are meant.\n");
  CLI::Option* delivery =
      command->add_option("DELIVERY", arguments->delivery, "As `hookstorm deliveries` prints it");
  add_dispatcher_url(*command, arguments->url);
  add_delivery_choice(*command, arguments->choice, {"delivered", "exhausted", "cancelled"});
  command->add_flag("--all", arguments->all, "Mean all that there are, where nothing else is said");
  command->add_flag("--dry-run", arguments->dry_run, "Only count them")->excludes(delivery);
  command->add_flag("--json", arguments->json, "Print the answer as it is");
  return {command, [arguments] { return resend(*arguments); }};
}

}  // namespace hookstorm::native
