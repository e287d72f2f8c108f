#include "core/time/timestamp.hpp"

#include <array>
#include <cassert>

#include "core/text/decimal.hpp"
#include "core/time/scanner.hpp"

namespace hookstorm {
namespace {

constexpr std::int64_t kMillisecondsPerSecond = 1000;
constexpr std::int64_t kMillisecondsPerMinute = 60 * kMillisecondsPerSecond;
constexpr std::int64_t kMillisecondsPerHour = 60 * kMillisecondsPerMinute;
constexpr std::int64_t kMillisecondsPerDay = 24 * kMillisecondsPerHour;

bool is_leap_year(std::int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
  static constexpr std::array<std::int64_t, 12> kDays = {31, 28, 31, 30, 31, 30,
                                                         31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays.at(static_cast<std::size_t>(month - 1));
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, by years that begin in March, so that
/// the leap day comes last.
std::int64_t days_from_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  const std::int64_t march_year = month <= 2 ? year - 1 : year;
  const std::int64_t march_month = (month + 9) % 12;
  const std::int64_t day_of_year = (153 * march_month + 2) / 5 + day - 1;
  const std::int64_t days_before_year =
      365 * march_year + march_year / 4 - march_year / 100 + march_year / 400;
  constexpr std::int64_t kDaysToEpoch = 719468;  // 0000-03-01 to 1970-01-01.
  return days_before_year + day_of_year - kDaysToEpoch;
}

struct Date {
  std::int64_t year;
  std::int64_t month;
  std::int64_t day;
};

/// The inverse of `days_from_date`, for days from 1970 on.
Date date_from_days(std::int64_t days) {
  std::int64_t year = 1970 + days / 366;
  while (days_from_date(year + 1, 1, 1) <= days) {
    ++year;
  }
  std::int64_t day_of_year = days - days_from_date(year, 1, 1);
  std::int64_t month = 1;
  while (day_of_year >= days_in_month(year, month)) {
    day_of_year -= days_in_month(year, month);
    ++month;
  }
  return {year, month, day_of_year + 1};
}

void append_digits(std::string& out, std::int64_t number, std::size_t width) {
  const std::string digits = decimal(number);
  out.append(width - digits.size(), '0');
  out += digits;
}

}  // namespace

std::optional<EpochMilliseconds> moment_of(const CalendarTime& time) {
  if (time.month < 1 || time.month > 12 || time.day < 1 ||
      time.day > days_in_month(time.year, time.month) || time.hour > 23 || time.minute > 59 ||
      time.second > 59) {
    return std::nullopt;
  }
  const EpochMilliseconds moment =
      days_from_date(time.year, time.month, time.day) * kMillisecondsPerDay +
      time.hour * kMillisecondsPerHour + time.minute * kMillisecondsPerMinute +
      time.second * kMillisecondsPerSecond + time.millisecond - time.offset;
  if (moment < kEarliestMoment || moment > kLatestMoment) {
    return std::nullopt;
  }
  return moment;
}

std::int64_t year_of(EpochMilliseconds moment) {
  return date_from_days(moment / kMillisecondsPerDay).year;
}

std::optional<EpochMilliseconds> parse_timestamp(std::string_view text) {
  Scanner scanner(text);
  CalendarTime time;
  time.year = scanner.digits(4);
  scanner.one_of("-");
  time.month = scanner.digits(2);
  scanner.one_of("-");
  time.day = scanner.digits(2);
  scanner.one_of("Tt");
  time.hour = scanner.digits(2);
  scanner.one_of(":");
  time.minute = scanner.digits(2);
  scanner.one_of(":");
  time.second = scanner.digits(2);

  if (scanner.at('.')) {
    scanner.one_of(".");
    std::int64_t weight = 100;
    do {
      time.millisecond += weight * scanner.digits(1);
      weight /= 10;
    } while (scanner.at_digit());
  }

  const char sign = scanner.one_of("Zz+-");
  if (sign == '+' || sign == '-') {
    const std::int64_t hours = scanner.digits(2);
    scanner.one_of(":");
    const std::int64_t minutes = scanner.digits(2);
    if (hours > 23 || minutes > 59) {
      return std::nullopt;
    }
    const std::int64_t offset = hours * kMillisecondsPerHour + minutes * kMillisecondsPerMinute;
    time.offset = sign == '-' ? -offset : offset;
  }
  return scanner.finished() ? moment_of(time) : std::nullopt;
}

std::string format_timestamp(EpochMilliseconds moment) {
  assert(moment >= kEarliestMoment && moment <= kLatestMoment);
  const Date date = date_from_days(moment / kMillisecondsPerDay);
  const std::int64_t in_day = moment % kMillisecondsPerDay;
  std::string out;
  append_digits(out, date.year, 4);
  out += '-';
  append_digits(out, date.month, 2);
  out += '-';
  append_digits(out, date.day, 2);
  out += 'T';
  append_digits(out, in_day / kMillisecondsPerHour, 2);
  out += ':';
  append_digits(out, in_day / kMillisecondsPerMinute % 60, 2);
  out += ':';
  append_digits(out, in_day / kMillisecondsPerSecond % 60, 2);
  out += '.';
  append_digits(out, in_day % kMillisecondsPerSecond, 3);
  out += 'Z';
  return out;
}

}  // namespace hookstorm
