#include "core/time/timestamp.hpp"

#include <array>
#include <cassert>

namespace hookstorm {
namespace {

constexpr std::int64_t kMillisecondsPerSecond = 1000;
constexpr std::int64_t kMillisecondsPerMinute = 60 * kMillisecondsPerSecond;
constexpr std::int64_t kMillisecondsPerHour = 60 * kMillisecondsPerMinute;
constexpr std::int64_t kMillisecondsPerDay = 24 * kMillisecondsPerHour;

/// Takes characters off the front of a text; once something did not fit, it stays failed.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::int64_t digits(std::size_t count) {
    std::int64_t number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      number = number * 10 + digit();
    }
    return number;
  }

  /// The next character, which must be one of `wanted`.
  char one_of(std::string_view wanted) {
    if (rest_.empty() || wanted.find(rest_.front()) == std::string_view::npos) {
      failed_ = true;
      return '\0';
    }
    const char character = rest_.front();
    rest_.remove_prefix(1);
    return character;
  }

  [[nodiscard]] bool at_digit() const {
    return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
  }
  [[nodiscard]] bool at(char character) const {
    return !rest_.empty() && rest_.front() == character;
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool finished() const { return !failed_ && rest_.empty(); }

 private:
  std::int64_t digit() {
    const char character = one_of("0123456789");
    return failed_ ? 0 : character - '0';
  }

  std::string_view rest_;
  bool failed_ = false;
};

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
  const std::string digits = std::to_string(number);
  out.append(width - digits.size(), '0');
  out += digits;
}

}  // namespace

std::optional<EpochMilliseconds> parse_timestamp(std::string_view text) {
  Scanner scanner(text);
  const std::int64_t year = scanner.digits(4);
  scanner.one_of("-");
  const std::int64_t month = scanner.digits(2);
  scanner.one_of("-");
  const std::int64_t day = scanner.digits(2);
  scanner.one_of("Tt");
  const std::int64_t hour = scanner.digits(2);
  scanner.one_of(":");
  const std::int64_t minute = scanner.digits(2);
  scanner.one_of(":");
  const std::int64_t second = scanner.digits(2);

  std::int64_t millisecond = 0;
  if (scanner.at('.')) {
    scanner.one_of(".");
    std::int64_t weight = 100;
    do {
      millisecond += weight * scanner.digits(1);
      weight /= 10;
    } while (scanner.at_digit());
  }

  std::int64_t offset = 0;
  const char sign = scanner.one_of("Zz+-");
  if (sign == '+' || sign == '-') {
    const std::int64_t hours = scanner.digits(2);
    scanner.one_of(":");
    const std::int64_t minutes = scanner.digits(2);
    if (hours > 23 || minutes > 59) {
      return std::nullopt;
    }
    offset = hours * kMillisecondsPerHour + minutes * kMillisecondsPerMinute;
    offset = sign == '-' ? -offset : offset;
  }

  if (!scanner.finished() || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, month) || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  const EpochMilliseconds moment = days_from_date(year, month, day) * kMillisecondsPerDay +
                                   hour * kMillisecondsPerHour + minute * kMillisecondsPerMinute +
                                   second * kMillisecondsPerSecond + millisecond - offset;
  if (moment < kEarliestMoment || moment > kLatestMoment) {
    return std::nullopt;
  }
  return moment;
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
