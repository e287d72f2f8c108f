// `hookstorm matches`: whether an occurrence is sent to a webhook, and why not.
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "core/json/problems_json.hpp"
#include "core/matching/matching.hpp"
#include "core/record/checking.hpp"
#include "core/request/message_id.hpp"
#include "core/webhook/target_url.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/occurrence_input.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/webhook_input.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string file;
  std::string webhook_file;
  Checking checking = Checking::strict;
  HttpTargets http_targets = HttpTargets::refused;
  bool json = false;
};

std::string report_of(const std::optional<Match>& match, const Problems& problems) {
  json::Writer writer;
  writer.begin_object().name("match");
  if (match) {
    write_match(writer, *match);
  } else {
    writer.null();
  }
  writer.name("problems");
  json::write_problems(writer, problems);
  writer.end_object();
  return writer.take() + "\n";
}

ExitCode print_match(const Arguments& arguments) {
  const Result<Occurrence> occurrence = read_occurrence(arguments.file, arguments.checking);
  const Result<Webhook> webhook = read_webhook(arguments.webhook_file, arguments.http_targets);
  Problems problems = occurrence.problems();
  problems.append(webhook.problems());
  std::optional<Match> match;
  if (!problems.has_errors()) {
    OccurrenceContext context(occurrence.value());
    match = matches(webhook.value(), context, kNilMessageId);
  }
  if (arguments.json) {
    print(stdout, report_of(match, problems));
  } else {
    print_problems(stderr, problems);
    if (match) {
      print(stdout, match->passes() ? "sent\n" : not_sent_line(*match));
    }
  }
  if (!match) {
    return ExitCode::problems;
  }
  return match->passes() ? ExitCode::good : ExitCode::not_sent;
}

}  // namespace

Command add_matches(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("matches", "Tell whether a webhook takes an occurrence, or why not");
  command->footer(
      "Example:\n  hookstorm matches occurrence.json --webhook webhook.json\n\n"
      "Exit codes: 0 it is sent, 1 problems found, 2 bad usage, 3 it is not sent.\n");
  add_file(*command, arguments->file);
  add_webhook(*command, arguments->webhook_file)->required();
  add_lenient(*command, arguments->checking);
  add_allow_http(*command, arguments->http_targets);
  command->add_flag("--json", arguments->json, "Print the match and problems as JSON");
  return {command, [arguments] { return print_match(*arguments); }};
}

}  // namespace hookstorm::native
