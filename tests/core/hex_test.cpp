#include "core/text/hex.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("hex: writes lower case, reads either, and nothing else") {
  using namespace std::string_literals;
  CHECK(hex_encode("\x00\x0F\xF0\xFF"s) == "000ff0ff");
  CHECK(hex_decode("000ff0FF") == "\x00\x0F\xF0\xFF"s);
  CHECK(hex_decode("") == "");
  for (const char* text : {"0", "0g", "0 ", "000", "+1", "é"}) {
    CHECK_FALSE(hex_decode(text).has_value());
  }
}
