#include "core/simulation/endpoint.hpp"

namespace hookstorm {
namespace {

constexpr int kTooManyRequests = 429;

}  // namespace

SupposedAnswer EndpointRun::answer(DurationMilliseconds at) {
  for (const EndpointPhase& phase : endpoint_.phases) {
    if (at >= phase.from && at < phase.to &&
        (phase.percent == 100 || generator_.next() % 100 < phase.percent)) {
      return phase.answer;
    }
  }
  return limited(at).value_or(endpoint_.answer);
}

std::optional<SupposedAnswer> EndpointRun::limited(DurationMilliseconds at) {
  if (!endpoint_.limit) {
    return std::nullopt;
  }
  const EndpointLimit& limit = *endpoint_.limit;
  const std::int64_t window = at / (limit.seconds * 1000);
  if (window != window_) {
    window_ = window;
    requests_in_window_ = 0;
  }
  if (++requests_in_window_ <= limit.requests) {
    return std::nullopt;
  }
  const DurationMilliseconds left = (window + 1) * limit.seconds * 1000 - at;
  return SupposedAnswer{.status = kTooManyRequests,
                        .answer_ms = endpoint_.answer.answer_ms,
                        .retry_after = limit.retry_after.value_or((left + 999) / 1000)};
}

}  // namespace hookstorm
