#include "core/address/network.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

namespace {

bool contains(const char* network, const char* address) {
  return parse_network(network)->contains(*parse_ip_address(address));
}

}  // namespace

TEST_CASE("network: an address and how many of its bits count are read") {
  for (const char* text : {"0.0.0.0/0", "127.0.0.0/8", "10.1.2.3/32", "100.64.0.0/10", "::/0",
                           "::1/128", "fc00::/7"}) {
    CAPTURE(text);
    CHECK(parse_network(text));
  }
  for (const char* text : {"", "/", "127.0.0.1", "127.0.0.0/", "/8", "127.0.0.0/33", "::/129",
                           "127.0.0.0/08", "127.0.0.0/+8", "127.0.0.0/-1", "127.0.0.0/8 ",
                           "127.0.0.0/8/8", "127.1/8", "127.0.0.0/99999999999", "localhost/8"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_network(text));
  }
}

TEST_CASE("network: bits beyond its length are a slip") {
  CHECK_FALSE(parse_network("127.0.0.1/8"));
  CHECK_FALSE(parse_network("10.0.0.1/31"));
  CHECK_FALSE(parse_network("::1/127"));
  CHECK(parse_network("10.0.0.2/31"));
}

TEST_CASE("network: it holds the addresses that begin with its bits") {
  CHECK(contains("127.0.0.0/8", "127.255.0.1"));
  CHECK_FALSE(contains("127.0.0.0/8", "128.0.0.1"));
  CHECK(contains("100.64.0.0/10", "100.127.255.255"));
  CHECK_FALSE(contains("100.64.0.0/10", "100.128.0.0"));
  CHECK(contains("10.1.2.3/32", "10.1.2.3"));
  CHECK_FALSE(contains("10.1.2.3/32", "10.1.2.2"));
  CHECK(contains("0.0.0.0/0", "255.255.255.255"));
  CHECK(contains("fc00::/7", "fdff::1"));
  CHECK_FALSE(contains("fc00::/7", "fe00::1"));
}

TEST_CASE("network: the other version's addresses lie outside, all of them") {
  CHECK_FALSE(contains("0.0.0.0/0", "::1"));
  CHECK_FALSE(contains("::/0", "127.0.0.1"));
}
