#include "native/cli/listen_address.hpp"

#include <doctest/doctest.h>

#include "native/cli/usage_error.hpp"

using namespace hookstorm::native;

TEST_CASE("listen address: takes loopback addresses with a port") {
  CHECK(parse_listen_address("127.0.0.1:8420").port() == 8420);
  CHECK(parse_listen_address("127.0.0.1:0").port() == 0);
  CHECK(parse_listen_address("[::1]:65535").address().is_v6());
  CHECK(parse_listen_address("localhost:80").address().to_string() == "127.0.0.1");
}

TEST_CASE("listen address: refuses every other address, and what is none") {
  for (const char* text : {"0.0.0.0:8420", "[::]:8420", "192.168.0.1:80", "8.8.8.8:80",
                           "[::ffff:10.0.0.1]:80", "example.com:80", "127.0.0.1", "127.0.0.1:",
                           "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80x", ":80", ""}) {
    CAPTURE(text);
    CHECK_THROWS_AS(static_cast<void>(parse_listen_address(text)), UsageError);
  }
}
