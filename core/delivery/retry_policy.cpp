#include "core/delivery/retry_policy.hpp"

#include <array>
#include <cassert>

#include "core/delivery/spread.hpp"

namespace hookstorm {
namespace {

constexpr DurationMilliseconds kSecond = 1000;
constexpr DurationMilliseconds kMinute = 60 * kSecond;
constexpr DurationMilliseconds kHour = 60 * kMinute;

constexpr std::array<DurationMilliseconds, 9> kStandardDelays = {
    5 * kSecond, 5 * kMinute, 30 * kMinute, 2 * kHour, 5 * kHour,
    10 * kHour,  14 * kHour,  20 * kHour,   24 * kHour};

/// The vendor says "about": near enough to count on, apart enough not to return together.
constexpr std::array<DurationMilliseconds, 5> kVendorDelays = {30 * kSecond, kMinute, 150 * kSecond,
                                                               6 * kMinute, 12 * kMinute};
constexpr std::int64_t kVendorJitterPercent = 10;

constexpr std::array<std::string_view, 2> kNames = {"standard", "livestorm"};

}  // namespace

bool RetryPolicy::retries(int status) const {
  return !vendor_statuses_only || (status >= 400 && status <= 456) ||
         (status >= 500 && status <= 511);
}

std::optional<RetryPolicy> retry_policy_named(std::string_view name) {
  if (name == kNames[0]) {
    return default_retry_policy();
  }
  if (name == kNames[1]) {
    return RetryPolicy{.delays = {kVendorDelays.begin(), kVendorDelays.end()},
                       .jitter_percent = kVendorJitterPercent,
                       .vendor_statuses_only = true};
  }
  return std::nullopt;
}

std::span<const std::string_view> retry_policy_names() {
  return kNames;
}

RetryPolicy default_retry_policy() {
  return {.delays = {kStandardDelays.begin(), kStandardDelays.end()}};
}

DurationMilliseconds delay_before_retry(const RetryPolicy& policy, std::size_t number,
                                        std::uint32_t random) {
  assert(number < policy.delays.size());
  const DurationMilliseconds delay = policy.delays[number];
  const DurationMilliseconds spread = delay * policy.jitter_percent / 100;
  return spread_between(delay - spread, delay + spread, random);
}

}  // namespace hookstorm
