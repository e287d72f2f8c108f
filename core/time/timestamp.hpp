// Moments as epoch milliseconds (UTC), read from and written as RFC 3339 text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookstorm {

/// Milliseconds since 1970-01-01T00:00:00Z.
using EpochMilliseconds = std::int64_t;

/// The moments that can be held: the first second of 1970 is left out, since 0 means "unset" in the
/// extended family; the last is the end of the year 9999.
inline constexpr EpochMilliseconds kEarliestMoment = 1000;
inline constexpr EpochMilliseconds kLatestMoment = 253402300799999;

/// A date of the Gregorian calendar and a time of that day; nothing of it is negative but `offset`.
struct CalendarTime {
  std::int64_t year = 1970;
  std::int64_t month = 1;  ///< From 1.
  std::int64_t day = 1;
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  std::int64_t second = 0;
  std::int64_t millisecond = 0;
  std::int64_t offset = 0;  ///< From UTC, in milliseconds.
};

/// Nothing for what does not exist, leap seconds, and moments outside `kEarliestMoment` …
/// `kLatestMoment`.
[[nodiscard]] std::optional<EpochMilliseconds> moment_of(const CalendarTime& time);

/// The year of a moment within `kEarliestMoment` … `kLatestMoment`.
[[nodiscard]] std::int64_t year_of(EpochMilliseconds moment);

/// An RFC 3339 date-time with an offset, such as `2021-05-18T10:00:00.000Z`. Digits beyond the
/// millisecond are dropped. Nothing for other text, dates that do not exist, leap seconds, and
/// moments outside `kEarliestMoment` … `kLatestMoment`.
[[nodiscard]] std::optional<EpochMilliseconds> parse_timestamp(std::string_view text);

/// `YYYY-MM-DDThh:mm:ss.mmmZ`. `moment` lies within `kEarliestMoment` … `kLatestMoment`.
[[nodiscard]] std::string format_timestamp(EpochMilliseconds moment);

}  // namespace hookstorm
