#include "native/cli/listen_address.hpp"

#include <doctest/doctest.h>

#include "native/cli/usage_error.hpp"

using namespace hookstorm::native;

TEST_CASE("listen address: takes addresses with a port") {
  CHECK(parse_listen_address("127.0.0.1:8420").port() == 8420);
  CHECK(parse_listen_address("127.0.0.1:0").port() == 0);
  CHECK(parse_listen_address("[::1]:65535").address().is_v6());
  CHECK(parse_listen_address("localhost:80").address().to_string() == "127.0.0.1");
}

TEST_CASE("listen address: others than those of this machine alone are told") {
  for (const char* text :
       {"0.0.0.0:8420", "[::]:8420", "192.168.0.1:80", "8.8.8.8:80", "[::ffff:10.0.0.1]:80"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_listen_address(text).address().is_loopback());
    CHECK_THROWS_AS(static_cast<void>(parse_loopback_address(text)), UsageError);
  }
  CHECK(parse_loopback_address("[::1]:80").port() == 80);
}

TEST_CASE("listen address: a browser on this machine is led to it") {
  CHECK(address_of(parse_listen_address("0.0.0.0:8420")) == "http://127.0.0.1:8420/");
  CHECK(address_of(parse_listen_address("[::]:8420")) == "http://[::1]:8420/");
  CHECK(address_of(parse_listen_address("192.168.0.1:80")) == "http://192.168.0.1:80/");
}

TEST_CASE("listen address: refuses what is none") {
  for (const char* text : {"example.com:80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                           "127.0.0.1:-1", "127.0.0.1:80x", ":80", ""}) {
    CAPTURE(text);
    CHECK_THROWS_AS(static_cast<void>(parse_listen_address(text)), UsageError);
  }
}
