#include "core/time/http_date.hpp"

#include <array>

#include "core/time/scanner.hpp"

namespace hookstorm {
namespace {

constexpr EpochMilliseconds kMillisecondsPerDay = 24LL * 60 * 60 * 1000;
constexpr std::int64_t kDayOfEpoch = 4;  ///< A Thursday.

constexpr std::string_view kDays = "SunMonTueWedThuFriSat";
constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::array<std::string_view, 7> kDayEnds = {"day",   "day", "sday", "nesday",
                                                      "rsday", "day", "urday"};

void read_month(Scanner& scanner, CalendarTime& time) {
  time.month = scanner.name_of(kMonths, 3) + 1;
}

void read_time(Scanner& scanner, CalendarTime& time) {
  time.hour = scanner.digits(2);
  scanner.word(":");
  time.minute = scanner.digits(2);
  scanner.word(":");
  time.second = scanner.digits(2);
}

/// `06 Nov 1994 08:49:37 GMT`, with hyphens and a short year where `is_short`.
void read_date(Scanner& scanner, CalendarTime& time, bool is_short) {
  const std::string_view between = is_short ? "-" : " ";
  time.day = scanner.digits(2);
  scanner.word(between);
  read_month(scanner, time);
  scanner.word(between);
  time.year = scanner.digits(is_short ? 2 : 4);
  scanner.word(" ");
  read_time(scanner, time);
  scanner.word(" GMT");
}

/// `Nov  6 08:49:37 1994`
void read_asctime(Scanner& scanner, CalendarTime& time) {
  read_month(scanner, time);
  scanner.word(" ");
  if (scanner.at(' ')) {
    scanner.word(" ");
    time.day = scanner.digits(1);
  } else {
    time.day = scanner.digits(2);
  }
  scanner.word(" ");
  read_time(scanner, time);
  scanner.word(" ");
  time.year = scanner.digits(4);
}

/// The year that ends in `digits` and lies at most 50 years after `now`.
std::int64_t within_fifty_years(std::int64_t digits, EpochMilliseconds now) {
  const std::int64_t latest = year_of(now) + 50;
  const std::int64_t year = latest / 100 * 100 + digits;
  return year > latest ? year - 100 : year;
}

}  // namespace

std::optional<EpochMilliseconds> parse_http_date(std::string_view text, EpochMilliseconds now) {
  Scanner scanner(text);
  CalendarTime time;
  const std::int64_t day_of_week = scanner.name_of(kDays, 3);
  const bool is_asctime = scanner.at(' ');
  const bool is_short = !is_asctime && !scanner.at(',');
  if (is_asctime) {
    scanner.word(" ");
    read_asctime(scanner, time);
  } else {
    if (is_short) {
      scanner.word(kDayEnds.at(static_cast<std::size_t>(day_of_week)));
    }
    scanner.word(", ");
    read_date(scanner, time, is_short);
  }
  if (!scanner.finished()) {
    return std::nullopt;
  }
  if (is_short) {
    time.year = within_fifty_years(time.year, now);
  }
  const std::optional<EpochMilliseconds> moment = moment_of(time);
  if (!moment || (*moment / kMillisecondsPerDay + kDayOfEpoch) % 7 != day_of_week) {
    return std::nullopt;
  }
  return moment;
}

}  // namespace hookstorm
