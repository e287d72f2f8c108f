// The date of HTTP's headers (RFC 9110, section 5.6.7), in the three forms that a recipient has to
// read. Strict: what is nearly a date is none, a day of the week that is another included.
#pragma once

#include <optional>
#include <string_view>

#include "core/time/timestamp.hpp"

namespace hookstorm {

/// `Sun, 06 Nov 1994 08:49:37 GMT`, or the obsolete `Sunday, 06-Nov-94 08:49:37 GMT` and
/// `Sun Nov  6 08:49:37 1994`. A year of two digits is the one that lies at most 50 years after
/// `now`. Nothing for other text, and for what `moment_of` refuses.
[[nodiscard]] std::optional<EpochMilliseconds> parse_http_date(std::string_view text,
                                                               EpochMilliseconds now);

}  // namespace hookstorm
