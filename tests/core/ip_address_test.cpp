#include "core/address/ip_address.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

TEST_CASE("IP address: only the shortest form of IPv6 is read") {
  for (const char* text : {"::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "1:0:2::3",
                           "2001:db8:0:1:1:1:1:1", "::ffff:7f00:1", "1:0:0:2::", "fe80::1"}) {
    CAPTURE(text);
    const std::optional<IpAddress> address = parse_ipv6(text);
    REQUIRE(address);
    CHECK(format_ip_address(*address) == text);
  }
  for (const char* text : {"", ":", ":::", "1", "0:0:0:0:0:0:0:0", "1::2::3", "2001:DB8::1",
                           "2001:0db8::1", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7", "::1:2:3:4:5:6:7",
                           "1:2:3::4:5:6:7", "1::0:0:2", "12345::", "g::", "::1%1", "-1::"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_ipv6(text));
  }
}

TEST_CASE("IP address: IPv4 is four plain numbers") {
  for (const char* text : {"0.0.0.0", "127.0.0.1", "255.255.255.255", "1.20.3.100"}) {
    CAPTURE(text);
    const std::optional<IpAddress> address = parse_ip_address(text);
    REQUIRE(address);
    CHECK(address->version == IpVersion::v4);
    CHECK(format_ip_address(*address) == text);
  }
  for (const char* text : {"", "1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "1.2.3.",
                           "+1.2.3.4", "1.2.3.4 ", "0x1.2.3.4", "1.2.3.1000"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_ip_address(text));
  }
}

TEST_CASE("IP address: bytes are those of a socket address") {
  CHECK(ip_address(std::array<std::uint8_t, 4>{10, 0, 0, 1}) == parse_ip_address("10.0.0.1"));
  CHECK(ip_address(std::array<std::uint8_t, 16>{0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                                1}) == parse_ip_address("2001:db8::1"));
}
