#include "native/text/utf8.hpp"

#include <doctest/doctest.h>

using hookstorm::native::to_utf8;

TEST_CASE("utf8: leaves well-formed text as it is") {
  const std::string text = "plain, \xC3\xA9, \xE2\x82\xAC, \xF0\x9F\x8E\x89, \xF4\x8F\xBF\xBF";
  CHECK(to_utf8(text) == text);
  CHECK(to_utf8("").empty());
}

TEST_CASE("utf8: replaces what is no character, byte by byte") {
  const std::string mark = "\xEF\xBF\xBD";
  CHECK(to_utf8("a\xFFz") == "a" + mark + "z");
  CHECK(to_utf8("cut \xE2\x82") == "cut " + mark + mark);
  CHECK(to_utf8("\xC0\xAF") == mark + mark);                        // Overlong '/'.
  CHECK(to_utf8("\xED\xA0\x80") == mark + mark + mark);             // A surrogate.
  CHECK(to_utf8("\xF4\x90\x80\x80") == mark + mark + mark + mark);  // Beyond U+10FFFF.
}
