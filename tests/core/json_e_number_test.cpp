#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include <doctest/doctest.h>

#include "core/json_e/number.hpp"

using namespace hookstorm::json_e;

TEST_CASE("number: is written as JavaScript writes it") {
  const std::array<std::pair<double, std::string_view>, 21> written = {{
      {0.0, "0"},
      {-0.0, "0"},
      {1, "1"},
      {-12.5, "-12.5"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1e21, "1e+21"},
      {1e20, "100000000000000000000"},
      {123456789012345680000.0, "123456789012345680000"},
      {1e-6, "0.000001"},
      {1e-7, "1e-7"},
      {1.5e-9, "1.5e-9"},
      {9007199254740993.0, "9007199254740992"},
      {5e-324, "5e-324"},
      {2.2250738585072014e-308, "2.2250738585072014e-308"},
      {2.225073858507201e-308, "2.225073858507201e-308"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {2251799813685249.5, "2251799813685249.5"},
      {1.0 / 3, "0.3333333333333333"},
      {2e22, "2e+22"},
      {8.41e21, "8.41e+21"},
      {900719925474099.25, "900719925474099.2"},
  }};
  for (const auto& [number, text] : written) {
    CHECK(number_text(number) == text);
  }
}

TEST_CASE("number: decimal digits give the nearest double, ties to even") {
  CHECK(parse_decimal("9007199254740993") == 9007199254740992.0);
  CHECK(parse_decimal("9007199254740993.0000000000000000000000000001") == 9007199254740994.0);
  CHECK(parse_decimal("2.2250738585072011e-308") == 2.2250738585072011e-308);
  CHECK(parse_decimal("4.9e-324") == 5e-324);
  CHECK(parse_decimal("2.4703282292062327e-324") == 0);
  CHECK(parse_decimal("2.4703282292062328e-324") == 5e-324);
  CHECK(parse_decimal("1.7976931348623158e308") == 1.7976931348623157e308);
  CHECK(std::isinf(parse_decimal("1.7976931348623159e308")));
  CHECK(std::isinf(parse_decimal("1e999999999999")));
  CHECK(parse_decimal("-1e-999999999999") == 0);
  CHECK(parse_decimal("1" + std::string(1000, '0') + "e-1000") == 1);
  CHECK(parse_decimal("0." + std::string(1000, '0') + "1e1001") == 1);
  // A tie but for a digit far behind: it must be rounded up.
  CHECK(parse_decimal("9007199254740993" + std::string(".") + std::string(790, '0') + "1") ==
        9007199254740994.0);
}

TEST_CASE("number: any double is read again from the digits written") {
  constexpr int kNumbers = 20'000;
  std::uint64_t state = 20211118;
  MESSAGE("seed " << state << ", " << kNumbers << " numbers");
  for (int i = 0; i < kNumbers; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const std::uint64_t bits = state ^ (state >> 29U);
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    if (std::isfinite(number)) {
      CHECK_MESSAGE(parse_decimal(number_text(number)) == number, bits);
    }
  }
}

TEST_CASE("number: texts are read as JavaScript's Number does, finite ones alone") {
  CHECK(number_of_text("") == 0.0);
  CHECK(number_of_text(" \n") == 0.0);
  CHECK(number_of_text(" 12 ") == 12.0);
  CHECK(number_of_text("+.5e1") == 5.0);
  CHECK(number_of_text("5.") == 5.0);
  for (const std::string_view wrong :
       {"a", "1a", ".", "1e", "--1", "1 2", "Infinity", "1e999", "NaN"}) {
    CHECK_FALSE(number_of_text(wrong).has_value());
  }
}
