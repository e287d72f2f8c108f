#include "native/access/rate_limit.hpp"

#include <algorithm>

namespace hookstorm::native {
namespace {

constexpr DurationMilliseconds kSecond = 1000;

void begin_anew_where_over(RequestWindow& window, DurationMilliseconds length,
                           EpochMilliseconds now) {
  if (now < window.began_at || now >= window.began_at + length) {
    window = {.began_at = now};
  }
}

bool is_used_up(const RequestWindow& window, std::int64_t limit) {
  return limit > 0 && window.requests >= limit;
}

std::optional<std::int64_t> remaining(const RequestWindow& window, std::int64_t limit) {
  return limit > 0 ? std::optional(std::max<std::int64_t>(0, limit - window.requests))
                   : std::nullopt;
}

}  // namespace

RateVerdict count_request(RateUse& use, const RateLimits& limits, EpochMilliseconds now) {
  begin_anew_where_over(use.second, kSecond, now);
  begin_anew_where_over(use.month, kMonth, now);
  const EpochMilliseconds second_ends = use.second.began_at + kSecond;
  const EpochMilliseconds month_ends = use.month.began_at + kMonth;
  RateVerdict verdict{.resets_at = limits.per_month > 0 ? month_ends : second_ends};
  const bool is_month_over = is_used_up(use.month, limits.per_month);
  verdict.passes = !is_month_over && !is_used_up(use.second, limits.per_second);
  if (verdict.passes) {
    ++use.second.requests;
    ++use.month.requests;
  } else {
    const EpochMilliseconds ends = is_month_over ? month_ends : second_ends;
    verdict.retry_after_s = std::max<std::int64_t>(1, (ends - now + kSecond - 1) / kSecond);
  }
  verdict.second_remaining = remaining(use.second, limits.per_second);
  verdict.month_remaining = remaining(use.month, limits.per_month);
  return verdict;
}

}  // namespace hookstorm::native
