#include "core/delivery/retry_policy.hpp"

#include <cassert>

namespace hookstorm {

RetryPolicy default_retry_policy() {
  constexpr DurationMilliseconds kSecond = 1000;
  constexpr DurationMilliseconds kMinute = 60 * kSecond;
  constexpr DurationMilliseconds kHour = 60 * kMinute;
  return {.delays = {5 * kSecond, 5 * kMinute, 30 * kMinute, 2 * kHour, 5 * kHour, 10 * kHour,
                     10 * kHour}};
}

DurationMilliseconds delay_before_retry(const RetryPolicy& policy, std::size_t number,
                                        std::uint32_t random) {
  assert(number < policy.delays.size());
  const std::int64_t spread = 2 * policy.jitter_permille + 1;
  const std::int64_t permille =
      1000 - policy.jitter_permille + static_cast<std::int64_t>(random) % spread;
  return policy.delays[number] * permille / 1000;
}

}  // namespace hookstorm
