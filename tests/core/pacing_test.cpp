#include "core/delivery/pacing.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "tests/inputs/random.hpp"

using namespace hookstorm;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

}  // namespace

TEST_CASE("pacing: as many as may be are under way, and no more") {
  const Pacing pacing{.concurrency = 2};
  CHECK(next_start({}, pacing, 0, 0) == 0);
  CHECK(next_start({}, pacing, 0, 1) == 0);
  CHECK_FALSE(next_start({}, pacing, 0, 2));
  CHECK_FALSE(next_start({}, pacing, 0, 3));
}

TEST_CASE("pacing: nothing starts while the webhook is disabled, or before its throttling ends") {
  CHECK_FALSE(next_start({.disabled = DisabledReason::gone}, {}, 0, 0));
  const WebhookHealth throttled{.throttled_until = kNow + 500, .throttles = 1};
  CHECK(next_start(throttled, {}, 0, 0) == kNow + 500);
  CHECK(next_start(throttled, {}, (kNow + 900) * 1000, 0) == kNow + 900);
}

TEST_CASE("pacing: after a throttling, one request at a time finds out whether it is over") {
  CHECK(next_start({.throttles = 1}, {}, 0, 0));
  CHECK_FALSE(next_start({.throttles = 1}, {}, 0, 1));
  CHECK(next_start({.throttles = 0}, {}, 0, 1));
}

TEST_CASE("pacing: without a rate limit nothing is held back") {
  CHECK(after_start({}, 0, kNow) == 0);
}

TEST_CASE("pacing: a rate limit spaces requests evenly and saves nothing up") {
  const Pacing pacing{.rate_limit = RateLimit{.requests = 2, .seconds = 5}};
  EpochMicroseconds until = after_start(pacing, 0, kNow);
  CHECK(until == (kNow + 2500) * 1000);
  until = after_start(pacing, until, kNow + 2500);
  CHECK(until == (kNow + 5000) * 1000);
  until = after_start(pacing, until, kNow + 60'000);  // After a pause.
  CHECK(until == (kNow + 62'500) * 1000);
}

TEST_CASE("pacing: no span of the limit's length sees more requests than the limit says") {
  constexpr std::uint64_t kSeed = 20261125;
  CAPTURE(kSeed);
  test::Random random(kSeed);
  for (int round = 0; round < 200; ++round) {
    const RateLimit limit{.requests = static_cast<std::int64_t>(1 + random.below(50)),
                          .seconds = static_cast<std::int64_t>(1 + random.below(20))};
    const Pacing pacing{.rate_limit = limit};
    CAPTURE(limit.requests);
    CAPTURE(limit.seconds);
    EpochMilliseconds now = kNow;
    EpochMicroseconds until = 0;
    std::vector<EpochMilliseconds> starts;
    for (int i = 0; i < 200; ++i) {
      now = std::max(now, next_start({}, pacing, until, 0).value());
      now += random.one_in(5) ? static_cast<EpochMilliseconds>(random.below(3000)) : 0;
      starts.push_back(now);
      until = after_start(pacing, until, now);
    }
    const auto requests = static_cast<std::size_t>(limit.requests);
    for (std::size_t i = requests; i < starts.size(); ++i) {
      // Within the millisecond to which moments are told apart.
      REQUIRE(starts[i] - starts[i - requests] >= limit.seconds * 1000 - 1);
    }
  }
}

TEST_CASE("pacing: hundreds of requests a second keep their rate") {
  const Pacing pacing{.rate_limit = RateLimit{.requests = 700, .seconds = 1}};
  EpochMilliseconds now = kNow;
  EpochMicroseconds until = 0;
  for (int i = 0; i < 7000; ++i) {
    now = std::max(now, next_start({}, pacing, until, 0).value());
    until = after_start(pacing, until, now);
  }
  CHECK(now - kNow >= 9'990);
  CHECK(now - kNow <= 10'010);
}

TEST_CASE("pacing: what is ordered has one request under way, whatever its concurrency") {
  const Pacing pacing{.concurrency = 8, .is_ordered = true};
  CHECK(next_start({}, pacing, 0, 0) == 0);
  CHECK_FALSE(next_start({}, pacing, 0, 1));
}
