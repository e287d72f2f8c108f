#include "core/request/request.hpp"

#include <utility>

#include "core/request/webhook_body.hpp"
#include "core/signature/standard_webhooks.hpp"

namespace hookstorm {
namespace {

std::int64_t seconds_of(const Attempt& attempt) {
  return attempt.attempted_at / 1000;
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
      {"content-length", std::to_string(body.text.size())},
      {std::string(kIdHeader), attempt.message_id},
      {std::string(kTimestampHeader), std::to_string(seconds_of(attempt))},
  };
  headers.insert(headers.end(), body.headers.begin(), body.headers.end());
  headers.insert(headers.end(), webhook.headers.begin(), webhook.headers.end());
  return Result<Request>(Request{.method = "POST",
                                 .url = webhook.url.text,
                                 .headers = std::move(headers),
                                 .body = std::move(body.text)});
}

std::string signed_content(const Request& request, const Attempt& attempt) {
  return signed_content(attempt.message_id, seconds_of(attempt), request.body);
}

void sign(Request& request, std::string_view mac) {
  request.headers.push_back({std::string(kSignatureHeader), signature_of(mac)});
}

}  // namespace hookstorm
