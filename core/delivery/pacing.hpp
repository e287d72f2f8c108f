// When the next request of a webhook may start: not while it is disabled or throttled, no more at
// once than its concurrency, no faster than its rate limit.
// Easy to get wrong: a rate limit spaces requests evenly and saves nothing up, so that no span of
// time sees more of them than the limit says, also after a pause or a restart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/delivery/webhook_health.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {

/// Finer than milliseconds, so that hundreds of requests a second keep their rate.
using EpochMicroseconds = std::int64_t;

struct RateLimit {
  static constexpr std::int64_t kRequestsMax = 10'000;
  static constexpr std::int64_t kSecondsMax = 86'400;

  std::int64_t requests = 1;
  std::int64_t seconds = 1;
};

struct Pacing {
  static constexpr std::int64_t kConcurrencyMax = 32;

  std::optional<RateLimit> rate_limit;
  std::int64_t concurrency = kConcurrencyMax;  ///< Requests under way at once.
  bool is_ordered = false;  ///< Each delivery comes to its end before the next one begins.
};

/// The earliest moment for the next request, which may have passed; nothing while only an outcome
/// or a change of the webhook can bring one. `paced_until` is what `after_start` gave for the last
/// request, 0 before the first. After a throttling, one request at a time finds out whether it is
/// over.
[[nodiscard]] std::optional<EpochMilliseconds> next_start(const WebhookHealth& health,
                                                          const Pacing& pacing,
                                                          EpochMicroseconds paced_until,
                                                          std::size_t under_way);

/// Until when the rate limit holds back the request that follows one started at `now`.
[[nodiscard]] EpochMicroseconds after_start(const Pacing& pacing, EpochMicroseconds paced_until,
                                            EpochMilliseconds now);

}  // namespace hookstorm
