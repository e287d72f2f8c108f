#include "native/cli/preview.hpp"

#include <optional>
#include <utility>

#include "core/family/body.hpp"
#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"
#include "core/matching/matching.hpp"
#include "core/request/request_json.hpp"
#include "native/cli/body_output.hpp"
#include "native/cli/occurrence_input.hpp"
#include "native/cli/output.hpp"
#include "native/cli/webhook_input.hpp"
#include "native/crypto/signed_request.hpp"
#include "native/system/clock.hpp"

namespace hookstorm::native {
namespace {

ExitCode preview_family(const PreviewArguments& arguments) {
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
Preview preview_of(const PreviewArguments& arguments) {
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

ExitCode preview_webhook(const PreviewArguments& arguments) {
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

}  // namespace

ExitCode preview(const PreviewArguments& arguments) {
  return arguments.webhook_file.empty() ? preview_family(arguments) : preview_webhook(arguments);
}

}  // namespace hookstorm::native
