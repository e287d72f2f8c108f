#include "native/cli/send.hpp"

#include <csignal>
#include <optional>
#include <utility>

#include "core/delivery/delivery.hpp"
#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"
#include "core/request/message_id.hpp"
#include "native/cli/occurrence_input.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"
#include "native/crypto/signed_request.hpp"
#include "native/sender/curl_multi.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"
#include "native/text/utf8.hpp"

namespace hookstorm::native {
namespace {

template <typename T>
T usable(Result<T> result, const char* option) {
  if (!result.ok()) {
    throw UsageError(std::string(option) + ": " + result.problems().list().front().message);
  }
  return std::move(result.value());
}

Webhook webhook_of(const SendArguments& arguments) {
  Webhook webhook{
      .id = arguments.webhook_id,
      .url = usable(parse_target_url(arguments.url, arguments.transfer.http_targets, ""), "--url"),
      .family = arguments.family};
  if (!arguments.secret.empty()) {
    webhook.secret = usable(parse_secret(arguments.secret, ""), "--secret");
  }
  return webhook;
}

TransferResult transfer(Request request, const TransferSettings& settings) {
  const CurlLibrary library;
  CurlMulti multi(settings, 1);
  std::optional<TransferResult> outcome;
  multi.start(std::move(request),
              [&outcome](TransferResult result) { outcome = std::move(result); });
  for (multi.perform(); !outcome; multi.perform()) {
    multi.wait(settings.timeout_ms);
  }
  return std::move(*outcome);
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
ExitCode refuse(const SendArguments& arguments, std::string reason, const Problems& problems) {
  if (arguments.json) {
    print(stdout, report_of("", {.failure = std::move(reason)}, problems));
  } else {
    print_problems(stderr, problems);
  }
  return ExitCode::problems;
}

}  // namespace

ExitCode send(const SendArguments& arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT: a broken connection is an error code, not an end.
  const Webhook webhook = webhook_of(arguments);
  const Result<Occurrence> occurrence = read_occurrence(arguments.file, arguments.checking);
  if (!occurrence.ok()) {
    return refuse(arguments, "The occurrence has problems.", occurrence.problems());
  }
  if (!arguments.json) {
    print_problems(stderr, occurrence.problems());
  }
  const EpochMilliseconds now = system_clock()();
  const Attempt attempt{.message_id = message_id(now, random_array<10>(system_random())),
                        .attempted_at = now};
  HmacSha256 hmac;
  const Result<Request> request = signed_request(occurrence.value(), webhook, attempt, hmac);
  if (!request.ok()) {
    return refuse(arguments, "The request cannot be rendered.", request.problems());
  }
  const TransferResult result = transfer(request.value(), arguments.transfer);
  if (arguments.json) {
    print(stdout, report_of(attempt.message_id, result, occurrence.problems()));
  } else {
    print_result(result);
  }
  return is_success({.status = result.status}) ? ExitCode::good : ExitCode::problems;
}

}  // namespace hookstorm::native
