#include "core/delivery/retry_after.hpp"

#include <string>

#include <doctest/doctest.h>

#include "core/time/http_date.hpp"
#include "tests/inputs/random.hpp"

using namespace hookstorm;

namespace {

constexpr EpochMilliseconds kNow = 784111777000;  // 1994-11-06T08:49:37Z, a Sunday.

constexpr DurationMilliseconds kSecond = 1000;

}  // namespace

TEST_CASE("retry after: seconds are counted, and clamped") {
  CHECK(parse_retry_after("0", kNow) == 0);
  CHECK(parse_retry_after("120", kNow) == 120 * kSecond);
  CHECK(parse_retry_after("0007", kNow) == 7 * kSecond);
  CHECK(parse_retry_after("86399", kNow) == 86399 * kSecond);
  CHECK(parse_retry_after("86400", kNow) == kRetryAfterMax);
  CHECK(parse_retry_after("86401", kNow) == kRetryAfterMax);
  CHECK(parse_retry_after(std::string(5000, '9'), kNow) == kRetryAfterMax);
}

TEST_CASE("retry after: a date is waited for, a past one is now, a distant one is clamped") {
  CHECK(parse_retry_after("Sun, 06 Nov 1994 08:51:37 GMT", kNow) == 120 * kSecond);
  CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", kNow + 1) == 0);
  CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", kNow - 1) == 1);
  CHECK(parse_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", kNow) == kRetryAfterMax);
}

TEST_CASE("retry after: what is only nearly right is nothing") {
  for (const char* text : {"",
                           " ",
                           "1.5",
                           "+5",
                           "-5",
                           "5 ",
                           " 5",
                           "5s",
                           "0x5",
                           "5, 6",
                           "five",
                           "Sun, 06 Nov 1994 08:51:37",
                           "Sun, 06 Nov 1994 08:51:37 UTC",
                           "sun, 06 nov 1994 08:51:37 gmt",
                           "Sun, 6 Nov 1994 08:51:37 GMT",
                           "Sun, 06 Nov 1994 08:51:37 GMT ",
                           "Mon, 06 Nov 1994 08:51:37 GMT",
                           "Sun, 06 Nov 1994 24:00:00 GMT",
                           "Sun, 06 Nov 1994 08:60:37 GMT",
                           "Sun, 06 Nov 1994 08:51:60 GMT",
                           "Thu, 31 Nov 1994 08:51:37 GMT",
                           "Sun,06 Nov 1994 08:51:37 GMT",
                           "1994-11-06T08:51:37Z",
                           "Sun"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_retry_after(text, kNow));
  }
}

TEST_CASE("http date: all three forms are the same moment") {
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", kNow) == kNow);
  CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", kNow) == kNow);
  CHECK(parse_http_date("Sun Nov  6 08:49:37 1994", kNow) == kNow);
  CHECK(parse_http_date("Wed Nov 16 08:49:37 1994", kNow) == kNow + 10LL * 86400 * 1000);
  CHECK_FALSE(parse_http_date("Sund, 06-Nov-94 08:49:37 GMT", kNow));
  CHECK_FALSE(parse_http_date("Sunday, 06 Nov 1994 08:49:37 GMT", kNow));
  CHECK_FALSE(parse_http_date("Sun, 06-Nov-94 08:49:37 GMT", kNow));
  CHECK_FALSE(parse_http_date("Sun Nov 6 08:49:37 1994", kNow));
}

TEST_CASE("http date: a year of two digits lies at most fifty years ahead") {
  const EpochMilliseconds in_2026 = parse_timestamp("2026-11-25T00:00:00Z").value();
  CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", in_2026) == kNow);
  CHECK(parse_http_date("Wednesday, 01-Jan-76 00:00:00 GMT", in_2026) ==
        parse_timestamp("2076-01-01T00:00:00Z"));
  CHECK(parse_http_date("Saturday, 01-Jan-77 00:00:00 GMT", in_2026) ==
        parse_timestamp("1977-01-01T00:00:00Z"));
  CHECK(parse_http_date("Tuesday, 01-Jan-30 00:00:00 GMT", in_2026) ==
        parse_timestamp("2030-01-01T00:00:00Z"));
  // Where fifty years on would be beyond what is known.
  CHECK_FALSE(parse_http_date("Friday, 06-Nov-20 08:49:37 GMT", kLatestMoment));
}

TEST_CASE("http date: reads what it is written as, for every day of the week and month") {
  constexpr std::uint64_t kSeed = 20261125;
  CAPTURE(kSeed);
  test::Random random(kSeed);
  constexpr const char* kDays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (int i = 0; i < 2000; ++i) {
    const auto second = static_cast<EpochMilliseconds>(1 + random.next() % 253402300799U);
    const std::string stamp = format_timestamp(second * 1000);
    const std::string date = std::string(kDays[second / 86400 % 7]) + ", " + stamp.substr(8, 2) +
                             " " + kMonths[std::stoi(stamp.substr(5, 2)) - 1] + " " +
                             stamp.substr(0, 4) + " " + stamp.substr(11, 8) + " GMT";
    CAPTURE(date);
    REQUIRE(parse_http_date(date, kNow) == second * 1000);
  }
}
