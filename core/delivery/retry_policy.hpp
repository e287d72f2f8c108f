// When a failed delivery is tried again, and after which failures it is.
// Integers alone: both compilations, and the simulation, give the same waits for the same numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace hookstorm {

using DurationMilliseconds = std::int64_t;

struct RetryPolicy {
  static constexpr std::size_t kRetriesMax = 20;
  static constexpr DurationMilliseconds kDelayMax = 7LL * 24 * 60 * 60 * 1000;
  static constexpr std::int64_t kJitterPercentMax = 50;
  static constexpr std::int64_t kJitterPercentDefault = 20;

  /// The wait before each retry; after the last one the delivery is exhausted.
  std::vector<DurationMilliseconds> delays;

  /// How far a wait may differ from its delay either way, in percent, so that deliveries that
  /// failed together do not return together.
  std::int64_t jitter_percent = kJitterPercentDefault;

  /// Of the answers that are no success, whether only those with a status from 400 to 456 or from
  /// 500 to 511 are retried. Where no answer came, the attempt is retried either way.
  bool vendor_statuses_only = false;

  [[nodiscard]] bool retries(int status) const;
};

/// `standard`: at once, then 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, each ±20 %, as
/// Standard Webhooks recommends. `livestorm`: 30 s, 1 min, 2.5 min, 6 min, 12 min, each ±10 %,
/// after the vendor's statuses. Nothing for other names.
[[nodiscard]] std::optional<RetryPolicy> retry_policy_named(std::string_view name);
[[nodiscard]] std::span<const std::string_view> retry_policy_names();

/// That of a webhook which has none: `standard`.
[[nodiscard]] RetryPolicy default_retry_policy();

/// The wait before retry `number` (from 0), a delay of `policy` moved by `random` within the
/// jitter.
[[nodiscard]] DurationMilliseconds delay_before_retry(const RetryPolicy& policy, std::size_t number,
                                                      std::uint32_t random);

}  // namespace hookstorm
