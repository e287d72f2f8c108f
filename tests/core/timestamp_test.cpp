#include "core/time/timestamp.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("timestamp: parses RFC 3339 with any offset, to the millisecond") {
  CHECK(parse_timestamp("2021-05-18T10:00:00.000Z") == 1621332000000);
  CHECK(parse_timestamp("2021-05-18T12:00:00+02:00") == 1621332000000);
  CHECK(parse_timestamp("2021-05-18t04:30:00.5-05:30") == 1621332000500);
  CHECK(parse_timestamp("2021-05-18T10:00:00.123999z") == 1621332000123);
  CHECK(parse_timestamp("2024-02-29T00:00:00Z") == 1709164800000);
  CHECK(parse_timestamp("2000-02-29T23:59:59.999Z") == 951868799999);
  CHECK(parse_timestamp("1970-01-01T00:00:01Z") == kEarliestMoment);
  CHECK(parse_timestamp("9999-12-31T23:59:59.999Z") == kLatestMoment);
}

TEST_CASE("timestamp: refuses dates that do not exist, and other forms") {
  for (const char* text : {"",
                           "2021-05-18",
                           "2021-05-18T10:00:00",
                           "2021-05-18 10:00:00Z",
                           "2021-13-01T00:00:00Z",
                           "2021-00-01T00:00:00Z",
                           "2021-02-29T00:00:00Z",
                           "2100-02-29T00:00:00Z",
                           "2021-04-31T00:00:00Z",
                           "2021-05-00T00:00:00Z",
                           "2021-05-18T24:00:00Z",
                           "2021-05-18T10:60:00Z",
                           "2021-05-18T10:00:60Z",
                           "2021-05-18T10:00:00.Z",
                           "2021-05-18T10:00:00+24:00",
                           "2021-05-18T10:00:00+00:60",
                           "2021-05-18T10:00:00Zx",
                           "1970-01-01T00:00:00Z",
                           "1969-12-31T23:59:59Z",
                           "9999-12-31T23:59:59-01:00",
                           "1621332000000",
                           "２021-05-18T10:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_timestamp(text).has_value());
  }
}

TEST_CASE("timestamp: what is formatted parses to the same moment, across leap years") {
  for (EpochMilliseconds moment = kEarliestMoment; moment < 4102444800000;
       moment += 86399999LL * 3 + 17) {
    CAPTURE(moment);
    CHECK(parse_timestamp(format_timestamp(moment)) == moment);
  }
  CHECK(format_timestamp(951782400000) == "2000-02-29T00:00:00.000Z");
  CHECK(format_timestamp(1621332000007) == "2021-05-18T10:00:00.007Z");
  CHECK(format_timestamp(kLatestMoment) == "9999-12-31T23:59:59.999Z");
}
