#include "core/delivery/delivery.hpp"

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/delivery/retry_after.hpp"
#include "tests/inputs/random.hpp"

using namespace hookstorm;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

AfterAttempt after(const DeliveryProgress& progress, const Outcome& outcome,
                   const DeliveryRules& rules = {}, std::uint32_t random = 0) {
  return after_attempt(progress, {}, outcome, rules, kNow, random);
}

DeliveryRules rules_of(std::string_view policy) {
  return {.retry = retry_policy_named(policy).value()};
}

RetryPolicy some_policy(test::Random& random) {
  if (random.one_in(4)) {
    return retry_policy_named(random.pick(retry_policy_names())).value();
  }
  RetryPolicy policy{.delays = {}, .jitter_percent = static_cast<std::int64_t>(random.below(51))};
  for (std::size_t i = random.below(RetryPolicy::kRetriesMax + 1); i > 0; --i) {
    policy.delays.push_back(static_cast<DurationMilliseconds>(
        random.below(random.one_in(3) ? RetryPolicy::kDelayMax : 10'000)));
  }
  return policy;
}

Outcome some_outcome(test::Random& random) {
  static constexpr std::array kRetryAfters = {
      "", "", "0", "3600", "999999999999", "tomorrow", "Tue, 14 Nov 2023 23:00:00 GMT"};
  Outcome outcome{.retry_after = random.pick(kRetryAfters), .was_sent = !random.one_in(20)};
  if (outcome.was_sent && !random.one_in(4)) {
    static constexpr std::array kStatuses = {200, 204, 302, 400, 404, 413, 429,
                                             456, 457, 500, 503, 511, 599};
    outcome.status = random.pick(kStatuses);
  }
  return outcome;
}

/// The waits that a failure may lead to.
void check_wait(const DeliveryProgress& before, const DeliveryProgress& after,
                const Outcome& outcome, const RetryPolicy& policy, EpochMilliseconds now) {
  const DurationMilliseconds delay = policy.delays.at(before.attempts);
  const DurationMilliseconds spread = delay * policy.jitter_percent / 100;
  const bool is_error = outcome.status.value_or(0) >= 400;
  const DurationMilliseconds asked =
      is_error ? parse_retry_after(outcome.retry_after, now).value_or(0) : 0;
  REQUIRE(after.due_at - now >= std::max(delay - spread, asked));
  REQUIRE(after.due_at - now <= std::max(delay + spread, kRetryAfterMax));
  REQUIRE(after.due_at - now <= std::max(delay + spread, asked));
}

}  // namespace

TEST_CASE("delivery: any 2xx delivers, and nothing else does") {
  for (int status = 100; status < 600; ++status) {
    const DeliveryProgress next = after({}, {.status = status}).progress;
    CHECK((next.state == DeliveryState::delivered) == (status >= 200 && status <= 299));
    CHECK(next.attempts == 1);
  }
  CHECK(after({}, {}).progress.state == DeliveryState::pending);
}

TEST_CASE("delivery: the vendor's policy ends a delivery at a status that it does not retry") {
  CHECK(after({}, {.status = 302}, rules_of("livestorm")).progress.state ==
        DeliveryState::exhausted);
  CHECK(after({}, {.status = 457}, rules_of("livestorm")).progress.state ==
        DeliveryState::exhausted);
  CHECK(after({}, {.status = 456}, rules_of("livestorm")).progress.state == DeliveryState::pending);
  CHECK(after({}, {}, rules_of("livestorm")).progress.state == DeliveryState::pending);
  CHECK(after({}, {.status = 302}).progress.state == DeliveryState::pending);
}

TEST_CASE("delivery: Retry-After lengthens the wait of an error, clamped, and shortens none") {
  const auto wait = [](int status, std::string_view retry_after) {
    const DeliveryRules rules{.retry = {.delays = {60'000}, .jitter_percent = 0}};
    const Outcome outcome{.status = status, .retry_after = retry_after};
    return after({}, outcome, rules).progress.due_at - kNow;
  };
  for (const int status : {400, 413, 429, 500, 503}) {
    CHECK(wait(status, "90") == 90'000);
    CHECK(wait(status, "1") == 60'000);
    CHECK(wait(status, "9999999") == kRetryAfterMax);
    CHECK(wait(status, "soon") == 60'000);
  }
  // It is about following the redirect, which is never done.
  CHECK(wait(302, "90") == 60'000);
}

TEST_CASE("delivery: after 410 it waits for its webhook, as after any failure") {
  const AfterAttempt gone = after({}, {.status = 410});
  CHECK(gone.progress.state == DeliveryState::pending);
  CHECK(gone.health.disabled == DisabledReason::gone);
}

TEST_CASE("delivery: none is lost, none lives on after its end, and waits lie in their bounds") {
  constexpr std::uint64_t kSeed = 20261125;
  CAPTURE(kSeed);
  test::Random random(kSeed);
  for (int round = 0; round < 20'000; ++round) {
    const DeliveryRules rules{.retry = some_policy(random)};
    DeliveryProgress progress;
    WebhookHealth health;
    EpochMilliseconds now = kNow;
    while (progress.state == DeliveryState::pending) {
      const Outcome outcome = some_outcome(random);
      const auto number = static_cast<std::uint32_t>(random.next());
      const AfterAttempt next = after_attempt(progress, health, outcome, rules, now, number);
      REQUIRE(next.progress.attempts == progress.attempts + 1);
      // One message alone never disables, whatever comes back but 410.
      REQUIRE(next.health.disabled == DisabledReason::none);
      if (next.progress.state == DeliveryState::pending) {
        check_wait(progress, next.progress, outcome, rules.retry, now);
      } else if (next.progress.state == DeliveryState::exhausted) {
        const bool is_last = progress.attempts == rules.retry.delays.size();
        const bool is_retried = !outcome.status || rules.retry.retries(*outcome.status);
        REQUIRE(!is_success(outcome));
        REQUIRE((is_last || !is_retried));
      } else {
        REQUIRE(next.progress.state == DeliveryState::delivered);
        REQUIRE(is_success(outcome));
      }
      // It ends: with every attempt there is one retry less.
      REQUIRE(next.progress.attempts <= rules.retry.delays.size() + 1);
      progress = next.progress;
      health = next.health;
      now = std::max(now, progress.due_at);
    }
  }
}

TEST_CASE("delivery: however many deliveries fail, disabling needs time, attempts and messages") {
  constexpr std::uint64_t kSeed = 20261126;
  CAPTURE(kSeed);
  test::Random random(kSeed);
  int disabled = 0;
  for (int round = 0; round < 2'000; ++round) {
    const DeliveryRules rules{.disabling = {.period = 86'400'000}};
    WebhookHealth health;
    EpochMilliseconds now = kNow;
    EpochMilliseconds first_failure = 0;
    std::size_t first_attempts = 0;
    std::size_t failures = 0;
    const std::size_t messages = 1 + random.below(5);
    std::vector<DeliveryProgress> deliveries(messages);
    for (int i = 0; i < 60 && health.disabled == DisabledReason::none; ++i) {
      now += static_cast<EpochMilliseconds>(random.below(10'000'000));
      DeliveryProgress& progress = deliveries[random.below(messages)];
      if (progress.state != DeliveryState::pending) {
        continue;
      }
      const bool succeeds = random.one_in(20);
      const Outcome outcome{.status = succeeds ? 200 : 500};
      first_failure = succeeds ? 0 : (first_failure == 0 ? now : first_failure);
      failures = succeeds ? 0 : failures + 1;
      first_attempts = succeeds ? 0 : first_attempts + (progress.attempts == 0 ? 1 : 0);
      const AfterAttempt next = after_attempt(progress, health, outcome, rules, now, 0);
      progress = next.progress;
      health = next.health;
    }
    if (health.disabled != DisabledReason::none) {
      ++disabled;
      REQUIRE(now - first_failure >= rules.disabling.period);
      REQUIRE(failures >= DisablingRule::kAttemptsMin);
      REQUIRE(first_attempts >= DisablingRule::kMessagesMin);
    }
  }
  CHECK(disabled > 100);
}

TEST_CASE("delivery: states have names both ways") {
  for (const auto state : {DeliveryState::pending, DeliveryState::delivered,
                           DeliveryState::exhausted, DeliveryState::cancelled}) {
    CHECK(delivery_state_named(name_of(state)) == state);
  }
  CHECK_FALSE(delivery_state_named("lost").has_value());
}
