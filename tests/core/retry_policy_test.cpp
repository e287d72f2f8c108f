#include "core/delivery/retry_policy.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

namespace {

constexpr std::uint32_t kRandomMax = 0xFFFFFFFF;

std::vector<DurationMilliseconds> seconds(std::initializer_list<int> list) {
  std::vector<DurationMilliseconds> delays;
  for (const int delay : list) {
    delays.push_back(delay * 1000LL);
  }
  return delays;
}

}  // namespace

TEST_CASE("retry policy: the named ones are those of Standard Webhooks and of the vendor") {
  CHECK(retry_policy_named("standard")->delays ==
        seconds({5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400}));
  CHECK(retry_policy_named("standard")->delays == default_retry_policy().delays);
  CHECK(retry_policy_named("livestorm")->delays == seconds({30, 60, 150, 360, 720}));
  CHECK_FALSE(retry_policy_named("Standard"));
  for (const std::string_view name : retry_policy_names()) {
    CHECK(retry_policy_named(name));
  }
}

TEST_CASE("retry policy: the vendor's retries its own statuses, the standard one every failure") {
  const RetryPolicy vendor = retry_policy_named("livestorm").value();
  for (int status = 100; status < 600; ++status) {
    CAPTURE(status);
    CHECK(vendor.retries(status) ==
          ((status >= 400 && status <= 456) || (status >= 500 && status <= 511)));
    CHECK(default_retry_policy().retries(status));
  }
}

TEST_CASE("retry policy: jitter reaches both of its ends") {
  const RetryPolicy policy{.delays = {1000}, .jitter_percent = 20};
  CHECK(delay_before_retry(policy, 0, 0) == 800);
  CHECK(delay_before_retry(policy, 0, kRandomMax / 2) == 1000);
  CHECK(delay_before_retry(policy, 0, kRandomMax) == 1200);
  CHECK(delay_before_retry({.delays = {1000}, .jitter_percent = 0}, 0, 12345) == 1000);
  CHECK(delay_before_retry({.delays = {0}, .jitter_percent = 50}, 0, kRandomMax) == 0);
}

TEST_CASE("retry policy: the longest delay with the most jitter does not overflow") {
  const RetryPolicy policy{.delays = {RetryPolicy::kDelayMax},
                           .jitter_percent = RetryPolicy::kJitterPercentMax};
  CHECK(delay_before_retry(policy, 0, 0) == RetryPolicy::kDelayMax / 2);
  CHECK(delay_before_retry(policy, 0, kRandomMax) == RetryPolicy::kDelayMax * 3 / 2);
}
