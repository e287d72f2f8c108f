// `hookstorm preview`: the exact bytes of the body that an occurrence becomes, in a family or for a
// webhook, whose whole request can be shown too.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "core/family/body.hpp"
#include "core/family/family.hpp"
#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"
#include "core/matching/matching.hpp"
#include "core/record/checking.hpp"
#include "core/request/message_id.hpp"
#include "core/request/request_json.hpp"
#include "core/webhook/target_url.hpp"
#include "native/cli/body_output.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/occurrence_input.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/webhook_input.hpp"
#include "native/crypto/signed_request.hpp"
#include "native/system/clock.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string file;
  Family family = Family::extended;
  std::string webhook_file;           ///< Empty: any webhook of the family.
  std::string webhook_id = kNilUuid;  ///< Where the webhook has none.
  std::string message_id{kNilMessageId};
  Checking checking = Checking::strict;
  HttpTargets http_targets = HttpTargets::refused;
  bool request = false;  ///< Show the head of the request too; needs a webhook.
  bool json = false;
};

ExitCode preview_family(const Arguments& arguments) {
  const Result<Occurrence> occurrence = read_occurrence(arguments.file, arguments.checking);
  Problems problems = occurrence.problems();
  std::optional<std::string> body;
  if (occurrence.ok()) {
    Result<Body> built =
        build_body(occurrence.value(), {.family = arguments.family},
                   {.webhook_id = arguments.webhook_id, .message_id = arguments.message_id});
    problems.append(built.problems());
    if (built.ok()) {
      body = std::move(built.value().text);
    }
  }
  return print_body(body, problems, arguments.json);
}

struct Preview {
  std::optional<Request> request;
  Match match;
  Problems problems;
};

/// The request as if it were sent now.
Preview preview_of(const Arguments& arguments) {
  const Result<Occurrence> occurrence = read_occurrence(arguments.file, arguments.checking);
  Result<Webhook> webhook = read_webhook(arguments.webhook_file, arguments.http_targets);
  Preview preview{.problems = occurrence.problems()};
  preview.problems.append(webhook.problems());
  if (preview.problems.has_errors()) {
    return preview;
  }
  if (webhook.value().id.empty()) {
    webhook.value().id = arguments.webhook_id;
  }
  const Attempt attempt{.message_id = arguments.message_id, .attempted_at = system_clock()()};
  OccurrenceContext context(occurrence.value());
  preview.match = matches(webhook.value(), context, attempt.message_id);
  Cryptography cryptography;
  Result<Request> request =
      signed_request(occurrence.value(), webhook.value(), attempt, cryptography);
  preview.problems.append(request.problems());
  if (request.ok()) {
    preview.request = std::move(request.value());
  }
  return preview;
}

/// The request line, the headers, an empty line and the body; line breaks as files have them.
std::string shown(const Request& request) {
  std::string text = request.method + " " + request.url + "\n";
  for (const Header& header : request.headers) {
    text.append(header.name).append(": ").append(header.value).append("\n");
  }
  return text + "\n" + request.body;
}

std::string report_of(const Preview& preview) {
  json::Writer writer;
  writer.begin_object().name("body");
  preview.request ? writer.text(preview.request->body) : writer.null();
  writer.name("request");
  if (preview.request) {
    write_request(writer, *preview.request);
    writer.name("match");
    write_match(writer, preview.match);
  } else {
    writer.null().name("match").null();
  }
  writer.name("problems");
  json::write_problems(writer, preview.problems);
  writer.end_object();
  return writer.take() + "\n";
}

ExitCode preview_webhook(const Arguments& arguments) {
  const Preview preview = preview_of(arguments);
  if (arguments.json) {
    print(stdout, report_of(preview));
  } else {
    print_problems(stderr, preview.problems);
    if (!preview.match.passes()) {
      print(stderr, not_sent_line(preview.match));
    }
    if (preview.request) {
      print(stdout, arguments.request ? shown(*preview.request) : preview.request->body);
    }
  }
  return preview.request ? ExitCode::good : ExitCode::problems;
}

ExitCode preview(const Arguments& arguments) {
  return arguments.webhook_file.empty() ? preview_family(arguments) : preview_webhook(arguments);
}

}  // namespace

Command add_preview(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand("preview", "Print the body an occurrence becomes");
  command->footer(
      "Examples:\n  hookstorm preview occurrence.json --family legacy\n"
      "  hookstorm preview occurrence.json --webhook webhook.json --request\n");
  add_file(*command, arguments->file);
  CLI::Option* family = add_family(*command, arguments->family);
  CLI::Option* webhook = add_webhook(*command, arguments->webhook_file)->excludes(family);
  command->add_flag("--request", arguments->request, "Print the whole request")->needs(webhook);
  command->callback([family, webhook] {
    if (family->empty() && webhook->empty()) {
      throw CLI::RequiredError("--family or --webhook");
    }
  });
  add_webhook_id(*command, arguments->webhook_id);
  add_message_id(*command, arguments->message_id, "Stands in the body of the cloudevents family")
      ->capture_default_str();
  add_lenient(*command, arguments->checking);
  add_allow_http(*command, arguments->http_targets);
  command->add_flag("--json", arguments->json, "Print body and problems as JSON");
  return {command, [arguments] { return preview(*arguments); }};
}

}  // namespace hookstorm::native
