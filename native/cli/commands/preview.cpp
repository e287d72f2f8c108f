// `hookstorm preview`: the exact bytes of the body that an occurrence becomes, in a family or for a
// webhook, whose whole request can be shown too.
#include "native/engine/preview.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "core/family/body.hpp"
#include "core/family/family.hpp"
#include "core/json/writer.hpp"
#include "core/record/checking.hpp"
#include "core/request/message_id.hpp"
#include "core/webhook/target_url.hpp"
#include "native/cli/body_output.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/occurrence_input.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/webhook_input.hpp"
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

/// The request as if it were sent now.
Preview preview_by(const Arguments& arguments) {
  const Result<Occurrence> occurrence = read_occurrence(arguments.file, arguments.checking);
  Result<Webhook> webhook = read_webhook(arguments.webhook_file, arguments.http_targets);
  Problems problems = occurrence.problems();
  problems.append(webhook.problems());
  if (problems.has_errors()) {
    return {.request = {}, .match = {}, .problems = problems};
  }
  if (webhook.value().id.empty()) {
    webhook.value().id = arguments.webhook_id;
  }
  Preview preview =
      preview_of(occurrence.value(), webhook.value(),
                 {.message_id = arguments.message_id, .attempted_at = system_clock()()});
  problems.append(preview.problems);
  preview.problems = std::move(problems);
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

ExitCode preview_webhook(const Arguments& arguments) {
  const Preview preview = preview_by(arguments);
  if (arguments.json) {
    json::Writer writer;
    write_preview(writer, preview);
    print(stdout, writer.take() + "\n");
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
