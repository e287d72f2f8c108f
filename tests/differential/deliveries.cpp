#include <array>
#include <string>

#include "core/delivery/delivery.hpp"
#include "core/delivery/pacing.hpp"
#include "core/delivery/retry_after.hpp"
#include "tests/differential/digest.hpp"
#include "tests/differential/functions.hpp"
#include "tests/inputs/inputs.hpp"

namespace hookstorm::test {
namespace {

std::string shown(const DeliveryProgress& progress) {
  return std::string(name_of(progress.state)) + " " + std::to_string(progress.attempts) + " " +
         std::to_string(progress.due_at) + " ";
}

std::string shown(const WebhookHealth& health, EpochMilliseconds now) {
  json::Writer writer;
  write_health(writer, health, now);
  return writer.take() + std::to_string(health.failed_at) + " " +
         std::to_string(health.failed_messages) + " " + std::to_string(health.throttled_until) +
         " " + std::to_string(health.throttles);
}

DeliveryRules some_rules(Random& random) {
  DeliveryRules rules;
  rules.disabling.period = static_cast<DurationMilliseconds>(random.below(500'000'000));
  if (random.one_in(2)) {
    rules.retry = retry_policy_named(random.pick(retry_policy_names())).value();
    return rules;
  }
  rules.retry = {.delays = {}, .jitter_percent = static_cast<std::int64_t>(random.below(51))};
  for (std::size_t i = random.below(5); i > 0; --i) {
    rules.retry.delays.push_back(
        static_cast<DurationMilliseconds>(random.below(RetryPolicy::kDelayMax + 1)));
  }
  return rules;
}

void digest_attempts() {
  Random random(kSeed);
  Digest digest("after_attempt");
  DeliveryProgress progress;
  WebhookHealth health;
  DeliveryRules rules;
  EpochMilliseconds now = 1'700'000'000'000;
  for (int i = 0; i < kInputs; ++i) {
    now += static_cast<EpochMilliseconds>(random.below(100'000'000));
    const std::string retry_after = some_retry_after(random);
    Outcome outcome{.retry_after = retry_after, .was_sent = !random.one_in(9)};
    if (!random.one_in(4)) {
      static constexpr std::array kTelling = {200, 410, 429, 503};
      outcome.status =
          random.one_in(2) ? random.pick(kTelling) : static_cast<int>(100 + random.below(500));
    }
    const auto number = static_cast<std::uint32_t>(random.next());
    const AfterAttempt next = after_attempt(progress, health, outcome, rules, now, number);
    digest.add(shown(next.progress) + shown(next.health, now));
    progress = next.progress;
    health = next.health;
    if (progress.state != DeliveryState::pending) {
      progress = {};
      rules = some_rules(random);
    }
    if (random.one_in(50)) {
      health = {};
    }
  }
}

void digest_retry_after() {
  Random random(kSeed);
  Digest digest("parse_retry_after");
  for (int i = 0; i < kInputs; ++i) {
    const std::string text = some_retry_after(random);
    const auto now =
        kEarliestMoment + static_cast<EpochMilliseconds>(random.next() % 2'000'000'000'000U);
    const auto wait = parse_retry_after(text, now);
    digest.add(wait ? std::to_string(*wait) : "nothing");
  }
}

void digest_pacing() {
  Random random(kSeed);
  Digest digest("next_start");
  Pacing pacing;
  EpochMicroseconds paced_until = 0;
  EpochMilliseconds now = 1'700'000'000'000;
  for (int i = 0; i < kInputs; ++i) {
    if (random.one_in(20)) {
      pacing.concurrency = static_cast<std::int64_t>(1 + random.below(32));
      pacing.is_ordered = random.one_in(4);
      const auto requests = static_cast<std::int64_t>(1 + random.below(RateLimit::kRequestsMax));
      const auto seconds = static_cast<std::int64_t>(1 + random.below(RateLimit::kSecondsMax));
      pacing.rate_limit = RateLimit{.requests = requests, .seconds = seconds};
    }
    const WebhookHealth health{
        .throttled_until = random.one_in(4) ? now + static_cast<int>(random.below(5000)) : 0,
        .throttles = random.one_in(4) ? 1U : 0U,
        .disabled = random.one_in(20) ? DisabledReason::gone : DisabledReason::none};
    const auto start = next_start(health, pacing, paced_until, random.below(40));
    now = start ? std::max(now, *start) : now + 1;
    paced_until = after_start(pacing, paced_until, now);
    digest.add(std::to_string(now) + " " + std::to_string(paced_until));
  }
}

}  // namespace

void digest_deliveries() {
  digest_attempts();
  digest_retry_after();
  digest_pacing();
}

}  // namespace hookstorm::test
