#include "core/delivery/retry_after.hpp"

#include <algorithm>

#include "core/text/ascii.hpp"
#include "core/time/http_date.hpp"

namespace hookstorm {

std::optional<DurationMilliseconds> parse_retry_after(std::string_view text,
                                                      EpochMilliseconds now) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), ascii::is_digit)) {
    DurationMilliseconds seconds = 0;
    for (const char digit : text) {
      seconds = std::min(seconds * 10 + (digit - '0'), kRetryAfterMax / 1000);
    }
    return seconds * 1000;
  }
  const std::optional<EpochMilliseconds> moment = parse_http_date(text, now);
  if (!moment) {
    return std::nullopt;
  }
  return std::clamp<DurationMilliseconds>(*moment - now, 0, kRetryAfterMax);
}

}  // namespace hookstorm
