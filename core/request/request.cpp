#include "core/request/request.hpp"

#include <utility>

#include "core/family/body.hpp"
#include "core/signature/standard_webhooks.hpp"

namespace hookstorm {
namespace {

std::int64_t seconds_of(const Attempt& attempt) {
  return attempt.attempted_at / 1000;
}

}  // namespace

Request render_request(const Occurrence& occurrence, const Webhook& webhook,
                       const Attempt& attempt) {
  std::string body = build_body(occurrence, webhook.family, webhook.id);
  std::vector<Header> headers = {
      {"host", webhook.url.authority()},
      {"user-agent", "Hookstorm/" + std::string(kVersion)},
      {"content-type", "application/json"},
      {"content-length", std::to_string(body.size())},
      {std::string(kIdHeader), attempt.message_id},
      {std::string(kTimestampHeader), std::to_string(seconds_of(attempt))},
  };
  return {.method = "POST",
          .url = webhook.url.text,
          .headers = std::move(headers),
          .body = std::move(body)};
}

std::string signed_content(const Request& request, const Attempt& attempt) {
  return signed_content(attempt.message_id, seconds_of(attempt), request.body);
}

void sign(Request& request, std::string_view mac) {
  request.headers.push_back({std::string(kSignatureHeader), signature_of(mac)});
}

}  // namespace hookstorm
