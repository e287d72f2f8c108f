// How many requests a token may make: so many in a second, and so many in a month, which are 30
// days from its first request on. Without I/O; the clock is the caller's.
#pragma once

#include <cstdint>
#include <optional>

#include "core/delivery/retry_policy.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm::native {

inline constexpr DurationMilliseconds kMonth = 30LL * 24 * 60 * 60 * 1000;

struct RateLimits {
  static constexpr std::int64_t kPerSecondDefault = 100;
  static constexpr std::int64_t kRequestsMax = 1'000'000'000;

  std::int64_t per_second = kPerSecondDefault;  ///< 0: as many as they like.
  std::int64_t per_month = 0;                   ///< The same.

  friend bool operator==(const RateLimits&, const RateLimits&) = default;
};

/// A span of time that has begun, and the requests in it.
struct RequestWindow {
  EpochMilliseconds began_at = 0;
  std::int64_t requests = 0;
};

/// What a token has used of its limits.
struct RateUse {
  RequestWindow second;
  RequestWindow month;
};

/// What is said of a request.
struct RateVerdict {
  bool passes = true;
  std::optional<std::int64_t> second_remaining;  ///< Where there is such a limit.
  std::optional<std::int64_t> month_remaining;
  EpochMilliseconds resets_at = 0;  ///< When the longer of the limits that there are begins anew.
  std::int64_t retry_after_s = 0;   ///< Where it does not pass; at least 1.
};

/// Counts a request. One that does not pass counts for nothing. A clock that was set back begins
/// the spans anew.
[[nodiscard]] RateVerdict count_request(RateUse& use, const RateLimits& limits,
                                        EpochMilliseconds now);

}  // namespace hookstorm::native
