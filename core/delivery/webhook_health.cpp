#include "core/delivery/webhook_health.hpp"

#include <algorithm>
#include <array>

#include "core/delivery/retry_after.hpp"
#include "core/delivery/spread.hpp"

namespace hookstorm {
namespace {

constexpr int kGone = 410;

/// In the order of the enumerators.
constexpr std::array<std::string_view, 3> kReasons = {"none", "gone", "failing"};

void count_failure(WebhookHealth& health, bool is_first_attempt, EpochMilliseconds now) {
  if (health.failing_since == 0 || now - health.failed_at > DisablingRule::kSilenceMax) {
    health.failing_since = now;
    health.failures = 0;
    health.failed_messages = 0;
  }
  health.failed_at = now;
  ++health.failures;
  health.failed_messages += is_first_attempt ? 1 : 0;
}

bool has_failed_too_long(const WebhookHealth& health, const DisablingRule& rule) {
  return health.failed_at - health.failing_since >= rule.period &&
         health.failures >= DisablingRule::kAttemptsMin &&
         health.failed_messages >= DisablingRule::kMessagesMin;
}

DurationMilliseconds backed_off(std::uint32_t throttles, std::uint32_t random) {
  DurationMilliseconds wait = kThrottleFirst;
  for (std::uint32_t i = 1; i < throttles && wait < kThrottleLongest; ++i) {
    wait *= 2;
  }
  wait = std::min(wait, kThrottleLongest);
  return spread_between(wait, wait + wait / 5, random);
}

/// Answers to what was under way when the webhook was throttled are no further throttling, but may
/// ask for longer.
void throttle(WebhookHealth& health, std::string_view retry_after, EpochMilliseconds now,
              std::uint32_t random) {
  const bool is_throttled = now < health.throttled_until;
  health.throttles += is_throttled ? 0 : 1;
  const std::optional<DurationMilliseconds> asked = parse_retry_after(retry_after, now);
  const DurationMilliseconds wait =
      asked ? *asked : (is_throttled ? 0 : backed_off(health.throttles, random));
  health.throttled_until = std::max(health.throttled_until, now + wait);
}

void disable(WebhookHealth& health, DisabledReason reason, EpochMilliseconds now) {
  if (health.disabled == DisabledReason::none) {
    health.disabled = reason;
    health.disabled_at = now;
  }
}

}  // namespace

std::string_view name_of(DisabledReason reason) {
  return kReasons.at(static_cast<std::size_t>(reason));
}

std::optional<DisabledReason> disabled_reason_named(std::string_view name) {
  const auto* const found = std::find(kReasons.begin(), kReasons.end(), name);
  return found == kReasons.end()
             ? std::nullopt
             : std::optional(static_cast<DisabledReason>(std::distance(kReasons.begin(), found)));
}

WebhookHealth health_after_attempt(const WebhookHealth& health, const Outcome& outcome,
                                   std::uint32_t attempts, const DisablingRule& rule,
                                   EpochMilliseconds now, std::uint32_t random) {
  WebhookHealth next = health;
  if (!outcome.was_sent) {
    return next;
  }
  if (is_throttling(outcome)) {
    throttle(next, outcome.retry_after, now, random);
  } else if (outcome.status && now >= health.throttled_until) {
    next.throttles = 0;
    next.throttled_until = 0;
  }
  if (is_success(outcome)) {
    next.failing_since = 0;
    next.failed_at = 0;
    next.failures = 0;
    next.failed_messages = 0;
    return next;
  }
  count_failure(next, attempts == 0, now);
  if (outcome.status == kGone) {
    disable(next, DisabledReason::gone, now);
  } else if (has_failed_too_long(next, rule)) {
    disable(next, DisabledReason::failing, now);
  }
  return next;
}

void write_health(json::Writer& writer, const WebhookHealth& health, EpochMilliseconds now) {
  const auto moment = [&writer](std::string_view name, EpochMilliseconds at) {
    writer.name(name).text(format_timestamp(at));
  };
  writer.begin_object().name("state");
  if (health.disabled != DisabledReason::none) {
    writer.text("disabled").name("reason").text(name_of(health.disabled));
    moment("since", health.disabled_at);
  } else if (now < health.throttled_until) {
    writer.text("throttled");
    moment("until", health.throttled_until);
  } else {
    writer.text(health.failures > 0 ? "failing" : "healthy");
  }
  if (health.failures > 0) {
    moment("failing_since", health.failing_since);
    writer.name("failures").integer(health.failures);
  }
  writer.end_object();
}

}  // namespace hookstorm
