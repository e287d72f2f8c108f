// When a failed delivery is tried again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hookstorm {

using DurationMilliseconds = std::int64_t;

struct RetryPolicy {
  static constexpr std::size_t kRetriesMax = 20;
  static constexpr DurationMilliseconds kDelayMax = 7LL * 24 * 60 * 60 * 1000;

  /// The wait before each retry; after the last one the delivery is exhausted.
  std::vector<DurationMilliseconds> delays;

  /// How far a wait may differ from its delay either way, in thousandths, so that deliveries that
  /// failed together do not return together.
  std::int64_t jitter_permille = 200;
};

/// 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, each ±20 %.
[[nodiscard]] RetryPolicy default_retry_policy();

/// The wait before retry `number` (from 0), a delay of `policy` moved by `random` within the
/// jitter.
[[nodiscard]] DurationMilliseconds delay_before_retry(const RetryPolicy& policy, std::size_t number,
                                                      std::uint32_t random);

}  // namespace hookstorm
