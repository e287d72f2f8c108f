#include "core/request/request.hpp"

#include <utility>

#include "core/request/webhook_body.hpp"
#include "core/signature/signing.hpp"
#include "core/signature/verification.hpp"
#include "core/text/decimal.hpp"

namespace hookstorm {
namespace {

/// In whole seconds.
std::string timestamp_of(const Attempt& attempt) {
  return decimal(attempt.attempted_at / 1000);
}

/// In every request, whether it is signed or not.
std::vector<Header> attempt_headers(const Attempt& attempt) {
  return {{std::string(kIdHeader), attempt.message_id},
          {std::string(kTimestampHeader), timestamp_of(attempt)}};
}

}  // namespace

Result<Request> render_request(const Occurrence& occurrence, const Webhook& webhook,
                               const Attempt& attempt) {
  Result<Body> built = webhook_body(occurrence, webhook, attempt.message_id);
  if (!built.ok()) {
    return Result<Request>(built.problems());
  }
  Body& body = built.value();
  std::vector<Header> headers = {
      {"host", webhook.url.authority()},
      {"user-agent", "Hookstorm/" + std::string(kVersion)},
      {"content-type", std::string(body.content_type)},
      {"content-length", decimal(body.text.size())},
  };
  const std::vector<Header> attempted = attempt_headers(attempt);
  headers.insert(headers.end(), attempted.begin(), attempted.end());
  headers.insert(headers.end(), body.headers.begin(), body.headers.end());
  headers.insert(headers.end(), webhook.headers.begin(), webhook.headers.end());
  return Result<Request>(Request{.method = "POST",
                                 .url = webhook.url.text,
                                 .headers = std::move(headers),
                                 .body = std::move(body.text)});
}

Computations signing_computations(const Request& request, const Webhook& webhook,
                                  const Attempt& attempt) {
  std::vector<const Secret*> secrets;
  if (webhook.secret) {
    secrets.push_back(&*webhook.secret);
  }
  for (const PreviousSecret& previous : webhook.previous_secrets) {
    if (attempt.attempted_at < previous.until) {
      secrets.push_back(&previous.secret);
    }
  }
  return signing_computations(secrets, attempt.message_id, timestamp_of(attempt), request.body);
}

Result<BodySigning> sign_body(std::string_view body, std::string_view secret,
                              SignatureScheme scheme, const Attempt& attempt) {
  Result<Secret> signing = parse_secret(secret, "/secret", scheme);
  Problems problems = signing.problems();
  if (body.size() > kReceivedBodyBytesMax) {
    problems.error("/body", "too-large", "A body has at most {} bytes.", {kReceivedBodyBytesMax});
  }
  if (problems.has_errors()) {
    return Result<BodySigning>(problems);
  }
  return Result<BodySigning>(
      BodySigning{.headers = attempt_headers(attempt),
                  .computations = signing_computations({&signing.value()}, attempt.message_id,
                                                       timestamp_of(attempt), body)});
}

void sign(Request& request, const Attempt& attempt, const Computations& computations,
          std::string_view results) {
  if (!computations.list.empty()) {
    request.headers.push_back(signature_header(computations, results, timestamp_of(attempt)));
  }
}

}  // namespace hookstorm
