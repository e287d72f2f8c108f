#include "native/inbox/sent_attempt.hpp"

#include <algorithm>
#include <limits>

#include "core/signature/signing.hpp"
#include "core/text/ascii.hpp"
#include "native/text/integer.hpp"

namespace hookstorm::native {
namespace {

constexpr std::size_t kDeliveriesMax = 10;
constexpr std::size_t kAttemptsLookedAtMax = 50;
constexpr std::int64_t kAllNumbers = std::numeric_limits<std::int64_t>::max();
constexpr EpochMilliseconds kMillisecondsPerSecond = 1000;

/// The moment that the request says it was sent at, in seconds.
std::optional<std::int64_t> told_seconds(const CaptureHead& capture) {
  const std::optional<std::int64_t> seconds =
      parse_integer(header_of(capture, kTimestampHeader).value_or(""));
  const bool is_moment = seconds && *seconds >= kEarliestMoment / kMillisecondsPerSecond &&
                         *seconds <= kLatestMoment / kMillisecondsPerSecond;
  return is_moment ? seconds : std::nullopt;
}

SentAttempt stored_attempt(const ListedDelivery& delivery, const AttemptRecord& attempt) {
  return {.delivery = delivery,
          .number = attempt.number,
          .revision = attempt.webhook_revision,
          .attempted_at = attempt.attempted_at};
}

/// The webhook as it is now; 0, which there never was, where it is gone.
std::int64_t newest_revision(StoreReader& reader, WebhookKey webhook) {
  const std::vector<StoredRevision> newest = reader.webhook_revisions(webhook, kAllNumbers, 1);
  return newest.empty() ? 0 : newest.front().number;
}

SentAttempt attempt_of(StoreReader& reader, const CaptureHead& capture,
                       const ListedDelivery& delivery) {
  const std::optional<std::int64_t> told = told_seconds(capture);
  const std::vector<AttemptRecord> latest =
      reader.attempts(delivery.key, kAllNumbers, kAttemptsLookedAtMax);
  const auto telling = std::find_if(latest.begin(), latest.end(), [&](const auto& attempt) {
    return told == attempt.attempted_at / kMillisecondsPerSecond;
  });
  if (telling != latest.end()) {
    return stored_attempt(delivery, *telling);
  }
  const auto before = std::find_if(latest.begin(), latest.end(), [&](const auto& attempt) {
    return attempt.attempted_at <= capture.at;
  });
  // An attempt is stored once its answer is there, which is after it was captured.
  const bool is_under_way =
      told && *told <= capture.at / kMillisecondsPerSecond &&
      (before == latest.end() || *told > before->attempted_at / kMillisecondsPerSecond);
  if (before != latest.end() && !is_under_way) {
    return stored_attempt(delivery, *before);
  }
  return {.delivery = delivery,
          .number = std::nullopt,
          .revision = newest_revision(reader, delivery.webhook),
          .attempted_at = told ? *told * kMillisecondsPerSecond : capture.at};
}

std::vector<std::string> webhooks_of(StoreReader& reader, WorkspaceKey workspace,
                                     const std::string& message_id) {
  std::vector<std::string> ids;
  if (const std::optional<StoredMessage> message = reader.message(workspace, message_id)) {
    for (const StoredDelivery& delivery : message->deliveries) {
      ids.push_back(delivery.webhook_id);
    }
  }
  return ids;
}

void add_attempts(StoreReader& reader, WorkspaceKey workspace, const CaptureHead& capture,
                  const std::string& message_id, const std::vector<std::string>& webhook_ids,
                  std::vector<SentAttempt>& attempts) {
  for (const std::string& webhook_id : webhook_ids) {
    if (attempts.size() >= kDeliveriesMax) {
      return;
    }
    if (const auto delivery = reader.delivery(workspace, message_id, webhook_id)) {
      attempts.push_back(attempt_of(reader, capture, *delivery));
    }
  }
}

}  // namespace

std::optional<std::string> header_of(const CaptureHead& capture, std::string_view name) {
  std::optional<std::string> joined;
  for (const Header& header : capture.headers) {
    if (ascii::to_lower(header.name) == name) {
      joined = (joined ? *joined + ", " : "") + header.value;
    }
  }
  return joined;
}

WebhookList webhooks_to(WorkspaceKey workspace, std::string_view inbox_url,
                        const WebhookList& webhooks) {
  WebhookList found;
  std::copy_if(webhooks.begin(), webhooks.end(), std::back_inserter(found),
               [workspace, inbox_url](const auto& stored) {
                 std::string_view url = stored->webhook.url.text;
                 if (stored->workspace != workspace || !url.starts_with(inbox_url)) {
                   return false;
                 }
                 url.remove_prefix(inbox_url.size());
                 return url.empty() || url.front() == '/' || url.front() == '?';
               });
  return found;
}

std::vector<SentAttempt> attempts_behind(StoreReader& reader, WorkspaceKey workspace,
                                         const CaptureHead& capture, const WebhookList& webhooks) {
  std::vector<SentAttempt> attempts;
  const std::optional<std::string> message_id = header_of(capture, kIdHeader);
  if (!message_id) {
    return attempts;
  }
  std::vector<std::string> ids;
  ids.reserve(webhooks.size());
  for (const auto& stored : webhooks) {
    ids.push_back(stored->webhook.id);
  }
  add_attempts(reader, workspace, capture, *message_id, ids, attempts);
  if (attempts.empty()) {
    add_attempts(reader, workspace, capture, *message_id,
                 webhooks_of(reader, workspace, *message_id), attempts);
  }
  return attempts;
}

}  // namespace hookstorm::native
