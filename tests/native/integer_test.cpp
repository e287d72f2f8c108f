#include "native/text/integer.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "native/text/list.hpp"

using namespace hookstorm::native;

TEST_CASE("integer: the whole text is a number, or there is none") {
  CHECK(parse_integer("0") == 0);
  CHECK(parse_integer("-12") == -12);
  CHECK(parse_integer("007") == 7);
  CHECK(parse_integer("9223372036854775807") == 9223372036854775807);
  for (const char* text : {"", "-", "+1", " 1", "1 ", "1a", "0x1", "1.0", "9223372036854775808"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_integer(text));
  }
}

TEST_CASE("list: the texts with the separator between each two, empty ones too") {
  CHECK(joined(std::vector<std::string>{}, ", ") == "");
  CHECK(joined(std::vector<std::string>{"a"}, ", ") == "a");
  CHECK(joined(std::vector<std::string>{"a", "", "b"}, ",") == "a,,b");
}
