#include "core/delivery/pacing.hpp"

#include <algorithm>

namespace hookstorm {
namespace {

constexpr EpochMicroseconds kMicrosecondsPerMillisecond = 1000;
constexpr EpochMicroseconds kMicrosecondsPerSecond = 1'000'000;

}  // namespace

std::optional<EpochMilliseconds> next_start(const WebhookHealth& health, const Pacing& pacing,
                                            EpochMicroseconds paced_until, std::size_t under_way) {
  const bool is_one_at_once = pacing.is_ordered || health.throttles > 0;
  const std::int64_t at_once = is_one_at_once ? 1 : pacing.concurrency;
  if (health.disabled != DisabledReason::none || static_cast<std::int64_t>(under_way) >= at_once) {
    return std::nullopt;
  }
  return std::max(health.throttled_until, paced_until / kMicrosecondsPerMillisecond);
}

EpochMicroseconds after_start(const Pacing& pacing, EpochMicroseconds paced_until,
                              EpochMilliseconds now) {
  if (!pacing.rate_limit) {
    return 0;
  }
  const auto [requests, seconds] = *pacing.rate_limit;
  const EpochMicroseconds spacing = (seconds * kMicrosecondsPerSecond + requests - 1) / requests;
  return std::max(paced_until, now * kMicrosecondsPerMillisecond) + spacing;
}

}  // namespace hookstorm
