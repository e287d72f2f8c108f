#include "native/engine/past_request.hpp"

#include <optional>
#include <string>

#include "core/occurrence/occurrence.hpp"
#include "native/crypto/signed_request.hpp"

namespace hookstorm::native {
namespace {

Result<Request> unknown(std::string_view code, std::string_view message) {
  Problems problems;
  problems.error("", code, message);
  return Result<Request>(problems);
}

}  // namespace

Result<Request> past_request(StoreReader& reader, const ListedDelivery& delivery,
                             std::int64_t revision, EpochMilliseconds attempted_at) {
  const std::optional<Webhook> webhook = reader.webhook_revision(delivery.webhook, revision);
  if (!webhook) {
    return unknown("no-such-revision", "The webhook had no such revision.");
  }
  const std::optional<MessageContent> content = reader.message_content(delivery.message);
  if (!content) {
    return unknown("not-kept", "The message is not kept any more.");
  }
  const Result<Occurrence> occurrence = parse_occurrence(content->occurrence, content->checking);
  if (!occurrence.ok()) {
    return Result<Request>(occurrence.problems());
  }
  Cryptography cryptography;
  return signed_request(occurrence.value(), *webhook,
                        {.message_id = content->id, .attempted_at = attempted_at}, cryptography);
}

}  // namespace hookstorm::native
