#include "core/text/decimal.hpp"

#include <cstdint>
#include <limits>
#include <string>

#include <doctest/doctest.h>

using hookstorm::decimal;

TEST_CASE("decimal: writes what the standard library writes") {
  for (std::int64_t power = 1; power < std::numeric_limits<std::int64_t>::max() / 10; power *= 10) {
    for (const std::int64_t number : {power - 1, power, power + 1, 7 * power, -power}) {
      CHECK(decimal(number) == std::to_string(number));
    }
  }
  for (const std::int64_t number :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    CHECK(decimal(number) == std::to_string(number));
  }
}
