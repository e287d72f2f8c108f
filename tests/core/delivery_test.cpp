#include "core/delivery/delivery.hpp"

#include <random>

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("delivery: any 2xx delivers, and nothing else does") {
  const DeliveryProgress pending{};
  for (int status = 100; status < 600; ++status) {
    const auto next = after_attempt(pending, {.status = status}, default_retry_policy(), 1000, 0);
    CHECK((next.state == DeliveryState::delivered) == (status >= 200 && status <= 299));
    CHECK(next.attempts == 1);
  }
  CHECK(after_attempt(pending, {}, default_retry_policy(), 1000, 0).state ==
        DeliveryState::pending);
}

TEST_CASE("delivery: is tried once more than the policy has delays, each within the jitter") {
  constexpr unsigned kSeed = 20261123;
  CAPTURE(kSeed);
  std::mt19937 engine(kSeed);
  const auto random = [&engine] { return static_cast<std::uint32_t>(engine()); };
  const RetryPolicy policy = default_retry_policy();
  for (int round = 0; round < 200; ++round) {
    DeliveryProgress progress{};
    EpochMilliseconds now = 1'700'000'000'000;
    for (const DurationMilliseconds delay : policy.delays) {
      progress = after_attempt(progress, {.status = 500}, policy, now, random());
      REQUIRE(progress.state == DeliveryState::pending);
      CHECK(progress.due_at - now >= delay * 8 / 10);
      CHECK(progress.due_at - now <= delay * 12 / 10);
      now = progress.due_at;
    }
    progress = after_attempt(progress, {}, policy, now, random());
    CHECK(progress.state == DeliveryState::exhausted);
    CHECK(progress.attempts == policy.delays.size() + 1);
  }
}

TEST_CASE("delivery: jitter reaches both of its ends") {
  const RetryPolicy policy{.delays = {1000}, .jitter_permille = 200};
  CHECK(delay_before_retry(policy, 0, 0) == 800);
  CHECK(delay_before_retry(policy, 0, 400) == 1200);
  CHECK(delay_before_retry({.delays = {1000}, .jitter_permille = 0}, 0, 12345) == 1000);
}

TEST_CASE("delivery: states have names both ways") {
  for (const auto state : {DeliveryState::pending, DeliveryState::delivered,
                           DeliveryState::exhausted, DeliveryState::cancelled}) {
    CHECK(delivery_state_named(name_of(state)) == state);
  }
  CHECK_FALSE(delivery_state_named("lost").has_value());
}
