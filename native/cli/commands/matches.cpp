#include "native/cli/matches.hpp"

#include <optional>

#include "core/json/problems_json.hpp"
#include "core/matching/matching.hpp"
#include "core/request/message_id.hpp"
#include "native/cli/occurrence_input.hpp"
#include "native/cli/output.hpp"
#include "native/cli/webhook_input.hpp"

namespace hookstorm::native {
namespace {

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

}  // namespace

ExitCode print_match(const MatchesArguments& arguments) {
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

}  // namespace hookstorm::native
