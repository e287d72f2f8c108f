#include "native/dispatcher/attempt_log.hpp"

#include <string>

#include "core/time/timestamp.hpp"

namespace hookstorm::native {

void log_attempt(spdlog::logger& log, std::string_view message_id, const Webhook& webhook,
                 const AttemptRecord& attempt, const DeliveryProgress& next) {
  if (next.state == DeliveryState::delivered) {
    log.debug("delivered {} to webhook {}: attempt {}, status {}, {} ms", message_id, webhook.id,
              attempt.number, *attempt.status, attempt.duration_ms);
    return;
  }
  const std::string what =
      attempt.status ? "status " + std::to_string(*attempt.status) : *attempt.failure;
  const std::string then = next.state == DeliveryState::exhausted
                               ? "it was the last"
                               : "next at " + format_timestamp(next.due_at);
  log.warn("attempt {} of {} to webhook {} failed: {}; {}", attempt.number, message_id, webhook.id,
           what, then);
}

void log_health(spdlog::logger& log, const Webhook& webhook, const WebhookHealth& before,
                const WebhookHealth& after) {
  if (after.disabled != before.disabled) {
    log.error("webhook {} is disabled: {}", webhook.id,
              after.disabled == DisabledReason::gone
                  ? "its receiver answered 410 and wants no more"
                  : "nothing but failure since " + format_timestamp(after.failing_since));
  } else if (after.throttled_until > before.throttled_until) {
    log.warn("webhook {} is throttled until {}", webhook.id,
             format_timestamp(after.throttled_until));
  } else if (before.failures > 0 && after.failures == 0) {
    log.info("webhook {} delivers again, after {} failures", webhook.id, before.failures);
  }
}

}  // namespace hookstorm::native
