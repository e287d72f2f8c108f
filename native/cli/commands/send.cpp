// `hookstorm send`: one attempt from here, with the dispatcher's own request and sender.
#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "core/delivery/delivery.hpp"
#include "core/family/family.hpp"
#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"
#include "core/matching/matching.hpp"
#include "core/record/checking.hpp"
#include "core/request/message_id.hpp"
#include "core/signature/scheme.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/occurrence_input.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"
#include "native/cli/webhook_input.hpp"
#include "native/crypto/signed_request.hpp"
#include "native/sender/curl_library.hpp"
#include "native/sender/sender.hpp"
#include "native/sender/transfer.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"
#include "native/text/utf8.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string file;
  std::string webhook_file;  ///< Empty: the webhook is made of URL and family.
  std::string url;
  Family family = Family::extended;
  SignatureScheme signature = SignatureScheme::standard;
  std::string secret;  ///< As the scheme has it; empty: the request is not signed.
  std::string webhook_id;
  std::string message_id;  ///< Empty: a new one.
  Checking checking = Checking::strict;
  /// Who sends from here may reach whatever this machine reaches.
  TransferSettings transfer{.addresses = AddressGuard(all_networks())};
  bool json = false;
};

template <typename T>
T usable(Result<T> result, const char* option) {
  if (!result.ok()) {
    throw UsageError(std::string(option) + ": " + result.problems().list().front().message);
  }
  return std::move(result.value());
}

Webhook webhook_of_options(const Arguments& arguments) {
  if (arguments.url.empty()) {
    throw UsageError("Say where to send: --url or --webhook.");
  }
  return {
      .url = usable(parse_target_url(arguments.url, arguments.transfer.http_targets, ""), "--url"),
      .family = arguments.family,
      .signature = arguments.signature};
}

/// The dispatcher shows webhooks without their secrets, and a new one has no id: then the options'.
Result<Webhook> webhook_of(const Arguments& arguments) {
  Result<Webhook> webhook =
      arguments.webhook_file.empty()
          ? Result<Webhook>(webhook_of_options(arguments))
          : read_webhook(arguments.webhook_file, arguments.transfer.http_targets);
  if (webhook.ok() && webhook.value().id.empty()) {
    webhook.value().id = arguments.webhook_id;
  }
  if (webhook.ok() && !webhook.value().secret && !arguments.secret.empty()) {
    webhook.value().secret =
        usable(parse_secret(arguments.secret, "", webhook.value().signature), "--secret");
  }
  return webhook;
}

std::string report_of(const std::string& message_id, const TransferResult& result,
                      const Problems& problems) {
  json::Writer writer;
  writer.begin_object();
  writer.name("delivered").boolean(is_success({.status = result.status}));
  writer.name("message_id");
  message_id.empty() ? writer.null() : writer.text(message_id);
  writer.name("status");
  result.status ? writer.integer(*result.status) : writer.null();
  writer.name("failure");
  result.failure ? writer.text(to_utf8(*result.failure)) : writer.null();
  writer.name("duration_ms").integer(result.duration_ms);
  writer.name("address");
  result.address ? writer.text(*result.address) : writer.null();
  writer.name("response_body").text(to_utf8(result.response_body));
  writer.name("problems");
  json::write_problems(writer, problems);
  writer.end_object();
  return writer.take() + "\n";
}

void print_result(const TransferResult& result) {
  const std::string duration = " in " + std::to_string(result.duration_ms) + " ms\n";
  if (result.status) {
    print(stdout, "status " + std::to_string(*result.status) + duration);
  } else {
    print(stdout, "failed: " + *result.failure + duration);
  }
  if (!result.response_body.empty()) {
    print(stdout, result.response_body + "\n");
  }
}

/// Nothing is sent: says why.
ExitCode refuse(const Arguments& arguments, std::string reason, const Problems& problems) {
  if (arguments.json) {
    print(stdout, report_of("", {.failure = std::move(reason)}, problems));
  } else {
    print_problems(stderr, problems);
  }
  return ExitCode::problems;
}

/// What was asked for by options is sent; a webhook's own triggers and filter are kept to.
Match match_of(const Arguments& arguments, const Occurrence& occurrence, const Webhook& webhook,
               const Attempt& attempt) {
  OccurrenceContext context(occurrence);
  return arguments.webhook_file.empty() ? Match{} : matches(webhook, context, attempt.message_id);
}

ExitCode leave_out(const Arguments& arguments, const Match& match) {
  if (arguments.json) {
    print(stdout, report_of("", {.failure = std::string(explanation_of(match))}, {}));
  } else {
    print(stdout, not_sent_line(match));
  }
  return ExitCode::not_sent;
}

/// Throws UsageError where there is neither a webhook nor a URL, and for a URL or secret that
/// cannot be used.
ExitCode send(const Arguments& arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT: a broken connection is an error code, not an end.
  const Result<Webhook> webhook = webhook_of(arguments);
  const Result<Occurrence> occurrence = read_occurrence(arguments.file, arguments.checking);
  Problems problems = occurrence.problems();
  problems.append(webhook.problems());
  if (problems.has_errors()) {
    return refuse(arguments,
                  occurrence.ok() ? "The webhook has problems." : "The occurrence has problems.",
                  problems);
  }
  if (!arguments.json) {
    print_problems(stderr, problems);
  }
  const EpochMilliseconds now = system_clock()();
  const Attempt attempt{.message_id = arguments.message_id.empty()
                                          ? message_id(now, random_array<10>(system_random()))
                                          : arguments.message_id,
                        .attempted_at = now};
  if (const Match match = match_of(arguments, occurrence.value(), webhook.value(), attempt);
      !match.passes()) {
    return leave_out(arguments, match);
  }
  Cryptography cryptography;
  const Result<Request> request =
      signed_request(occurrence.value(), webhook.value(), attempt, cryptography);
  if (!request.ok()) {
    return refuse(arguments, "The request cannot be rendered.", request.problems());
  }
  const CurlLibrary library;
  const TransferResult result =
      Sender(arguments.transfer, 1).send(request.value(), arguments.transfer.timeout_ms);
  if (arguments.json) {
    print(stdout, report_of(attempt.message_id, result, problems));
  } else {
    print_result(result);
  }
  return is_success({.status = result.status}) ? ExitCode::good : ExitCode::problems;
}

}  // namespace

Command add_send(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand("send", "Send an occurrence once, from here");
  command->footer(
      "Example:\n  HOOKSTORM_SECRET=whsec_… hookstorm send occurrence.json --url "
      "https://example.com/in\n");
  arguments->webhook_id = kNilUuid;
  add_file(*command, arguments->file);
  CLI::Option* webhook = add_webhook(*command, arguments->webhook_file);
  command->add_option("--url", arguments->url, "Where to")->excludes(webhook)->type_name("URL");
  add_family(*command, arguments->family)->excludes(webhook)->default_str("extended");
  command
      ->add_option("--secret", arguments->secret,
                   "Signs the request. Others see arguments: better set HOOKSTORM_SECRET")
      ->envname("HOOKSTORM_SECRET")
      ->type_name("whsec_…");
  add_signature(*command, arguments->signature);
  add_webhook_id(*command, arguments->webhook_id);
  add_message_id(*command, arguments->message_id,
                 "By which receivers tell duplicates: of a message that is sent again; else new");
  add_allow_http(*command, arguments->transfer.http_targets);
  add_lenient(*command, arguments->checking);
  add_timeout(*command, arguments->transfer.timeout_ms);
  add_route(*command, arguments->transfer);
  command->add_flag("--json", arguments->json, "Print the outcome as JSON");
  return {command, [arguments] { return send(*arguments); }};
}

}  // namespace hookstorm::native
