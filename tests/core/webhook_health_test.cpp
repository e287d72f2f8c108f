#include "core/delivery/webhook_health.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;
constexpr DurationMilliseconds kMinute = 60'000;
constexpr DurationMilliseconds kDay = 24 * (60 * kMinute);
constexpr std::uint32_t kRandomMax = 0xFFFFFFFF;

WebhookHealth after(const WebhookHealth& health, const Outcome& outcome, EpochMilliseconds now,
                    std::uint32_t attempts = 0, std::uint32_t random = 0) {
  return health_after_attempt(health, outcome, attempts, {}, now, random);
}

/// A webhook that has failed as often as the rule asks for, just before the period is over.
WebhookHealth nearly_disabled() {
  return {.failing_since = kNow - DisablingRule::kPeriodDefault + 1,
          .failed_at = kNow - kMinute,
          .failures = DisablingRule::kAttemptsMin - 1,
          .failed_messages = DisablingRule::kMessagesMin - 1};
}

std::string shown(const WebhookHealth& health, EpochMilliseconds now) {
  json::Writer writer;
  write_health(writer, health, now);
  return writer.take();
}

}  // namespace

TEST_CASE("health: 410 disables at once, and nothing that comes in later undoes it") {
  const WebhookHealth gone = after({}, {.status = 410}, kNow);
  CHECK(gone.disabled == DisabledReason::gone);
  CHECK(gone.disabled_at == kNow);
  for (const Outcome& outcome : {Outcome{.status = 200}, Outcome{.status = 410}, Outcome{}}) {
    const WebhookHealth later = after(gone, outcome, kNow + 5);
    CHECK(later.disabled == DisabledReason::gone);
    CHECK(later.disabled_at == kNow);
  }
}

TEST_CASE("health: no other single outcome disables a healthy webhook") {
  for (int status = 100; status < 600; ++status) {
    const WebhookHealth next = after({}, {.status = status}, kNow);
    CHECK((next.disabled != DisabledReason::none) == (status == 410));
  }
  CHECK(after({}, {}, kNow).disabled == DisabledReason::none);
}

TEST_CASE("health: 429 and 503 throttle as long as Retry-After says") {
  for (const int status : {429, 503}) {
    CHECK(after({}, {.status = status, .retry_after = "90"}, kNow).throttled_until ==
          kNow + 90'000);
    CHECK(after({}, {.status = status, .retry_after = "99999999"}, kNow).throttled_until ==
          kNow + kDay);
  }
  for (const int status : {200, 302, 400, 404, 413, 500, 502, 504}) {
    CHECK(after({}, {.status = status, .retry_after = "90"}, kNow).throttled_until == 0);
  }
}

TEST_CASE("health: without Retry-After throttling backs off, doubling up to a longest wait") {
  WebhookHealth health;
  EpochMilliseconds now = kNow;
  DurationMilliseconds expected = kThrottleFirst;
  for (int round = 0; round < 12; ++round) {
    const WebhookHealth longest = after(health, {.status = 503}, now, 0, kRandomMax);
    health = after(health, {.status = 503}, now);
    CHECK(health.throttled_until - now == expected);
    CHECK(longest.throttled_until - now == expected + expected / 5);
    now = health.throttled_until;
    expected = std::min(2 * expected, kThrottleLongest);
  }
  CHECK(expected == kThrottleLongest);
  CHECK(after(health, {.status = 429, .retry_after = "soon"}, now).throttled_until > now);
}

TEST_CASE("health: answers to what was under way are one throttling, which they may lengthen") {
  const WebhookHealth throttled = after({}, {.status = 429, .retry_after = "60"}, kNow);
  CHECK(throttled.throttles == 1);
  CHECK(after(throttled, {.status = 429}, kNow + 1).throttles == 1);
  CHECK(after(throttled, {.status = 429}, kNow + 1).throttled_until == kNow + 60'000);
  CHECK(after(throttled, {.status = 429, .retry_after = "10"}, kNow + 1).throttled_until ==
        kNow + 60'000);
  CHECK(after(throttled, {.status = 429, .retry_after = "60"}, kNow + 1).throttled_until ==
        kNow + 60'001);
  // A success of one that began before is no sign that the throttling is over.
  const WebhookHealth succeeded = after(throttled, {.status = 200}, kNow + 1);
  CHECK(succeeded.throttled_until == kNow + 60'000);
  CHECK(succeeded.throttles == 1);
  CHECK(succeeded.failures == 0);
}

TEST_CASE("health: an answer after the throttling ends it, no answer does not") {
  const WebhookHealth throttled = after({}, {.status = 429, .retry_after = "60"}, kNow);
  const EpochMilliseconds end = throttled.throttled_until;
  CHECK(after(throttled, {.status = 200}, end) == WebhookHealth{});
  CHECK(after(throttled, {.status = 500}, end).throttles == 0);
  CHECK(after(throttled, {}, end).throttles == 1);
  CHECK(after(throttled, {.status = 429}, end).throttles == 2);
}

TEST_CASE("health: nothing but failure disables once period, attempts and messages are reached") {
  const WebhookHealth disabled = after(nearly_disabled(), {.status = 500}, kNow + 1);
  CHECK(disabled.disabled == DisabledReason::failing);
  CHECK(disabled.disabled_at == kNow + 1);

  CHECK(after(nearly_disabled(), {.status = 500}, kNow).disabled == DisabledReason::none);
  // A retry is no further message.
  CHECK(after(nearly_disabled(), {.status = 500}, kNow + 1, 1).disabled == DisabledReason::none);
  WebhookHealth few_attempts = nearly_disabled();
  --few_attempts.failures;
  CHECK(after(few_attempts, {}, kNow + 1).disabled == DisabledReason::none);
  CHECK(
      health_after_attempt(nearly_disabled(), {}, 0, {.period = 6 * kDay}, kNow + 1, 0).disabled ==
      DisabledReason::none);
}

TEST_CASE("health: a success heals, and the count starts anew") {
  const WebhookHealth healed = after(nearly_disabled(), {.status = 204}, kNow);
  CHECK(healed == WebhookHealth{});
  const WebhookHealth failing = after(healed, {}, kNow + 5);
  CHECK(failing.failing_since == kNow + 5);
  CHECK(failing.failures == 1);
  CHECK(failing.failed_messages == 1);
}

TEST_CASE("health: failures that are far apart say nothing about the time between") {
  const WebhookHealth before = nearly_disabled();
  const EpochMilliseconds late = before.failed_at + DisablingRule::kSilenceMax;
  CHECK(after(before, {}, late).disabled == DisabledReason::failing);
  const WebhookHealth anew = after(before, {}, late + 1);
  CHECK(anew.disabled == DisabledReason::none);
  CHECK(anew.failing_since == late + 1);
  CHECK(anew.failures == 1);
}

TEST_CASE("health: what was never sent says nothing about the receiver") {
  CHECK(after(nearly_disabled(), {.was_sent = false}, kNow + 1) == nearly_disabled());
  CHECK(after({}, {.was_sent = false}, kNow) == WebhookHealth{});
}

TEST_CASE("health: is written as it is at the moment") {
  CHECK(shown({}, kNow) == R"({"state":"healthy"})");
  CHECK(shown({.failing_since = kNow, .failed_at = kNow + 5, .failures = 2}, kNow + 9) ==
        R"({"state":"failing","failing_since":"2023-11-14T22:13:20.000Z","failures":2})");
  const WebhookHealth throttled{.throttled_until = kNow + 1000, .throttles = 1};
  CHECK(shown(throttled, kNow) == R"({"state":"throttled","until":"2023-11-14T22:13:21.000Z"})");
  CHECK(shown(throttled, kNow + 1000) == R"({"state":"healthy"})");
  const WebhookHealth gone{.disabled = DisabledReason::gone, .disabled_at = kNow};
  CHECK(shown(gone, kNow) ==
        R"({"state":"disabled","reason":"gone","since":"2023-11-14T22:13:20.000Z"})");
}

TEST_CASE("health: reasons have names both ways") {
  for (const auto reason : {DisabledReason::none, DisabledReason::gone, DisabledReason::failing}) {
    CHECK(disabled_reason_named(name_of(reason)) == reason);
  }
  CHECK_FALSE(disabled_reason_named("bored"));
}
