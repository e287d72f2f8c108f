#include "core/text/percent_encoding.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("percent-encoding: leaves unreserved characters alone and writes others in capitals") {
  CHECK(percent_encode("john+1@doe.com") == "john%2B1%40doe.com");
  CHECK(percent_encode("a-b_c.d~9é ") == "a-b_c.d~9%C3%A9%20");
}

TEST_CASE("percent-encoding: a header keeps what is printable but spaces, quotes and percents") {
  CHECK(percent_encode_header("urn:uuid:a/b?c=~!") == "urn:uuid:a/b?c=~!");
  CHECK(percent_encode_header("a b\"c%d\r\n\x7F") == "a%20b%22c%25d%0D%0A%7F");
  CHECK(percent_encode_header("Euro \xE2\x82\xAC \xF0\x9F\x98\x80") ==
        "Euro%20%E2%82%AC%20%F0%9F%98%80");
}

TEST_CASE("percent-encoding: what was encoded decodes to the same text") {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) {
    every_byte += static_cast<char>(byte);
  }
  CHECK(percent_decode(percent_encode(every_byte)) == every_byte);
  for (const char* text : {"%", "%4", "%4g", "a%"}) {
    CHECK_FALSE(percent_decode(text).has_value());
  }
}

TEST_CASE("percent-encoding: finds a value in a URL's query") {
  constexpr const char* kUrl = "https://a/live?email=a%40b&key=&s=1#email=no";
  CHECK(query_value(kUrl, "email") == "a@b");
  CHECK(query_value(kUrl, "key") == "");
  CHECK(query_value(kUrl, "s") == "1");
  CHECK_FALSE(query_value(kUrl, "mail").has_value());
  CHECK_FALSE(query_value("https://a/live", "email").has_value());
}
