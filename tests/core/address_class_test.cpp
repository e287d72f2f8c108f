#include "core/address/address_class.hpp"

#include <set>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "core/address/special_prefixes.hpp"

using namespace hookstorm;

namespace {

Classification classified(std::string_view text) {
  const std::optional<IpAddress> address = parse_ip_address(text);
  CAPTURE(text);
  REQUIRE(address);
  return classify_address(*address);
}

}  // namespace

TEST_CASE("address class: each prefix ends where its document says") {
  const std::vector<std::pair<const char*, const char*>> classes = {
      {"0.0.0.0", "unspecified"},
      {"0.0.0.1", "reserved"},
      {"0.255.255.255", "reserved"},
      {"1.0.0.0", "public"},
      {"9.255.255.255", "public"},
      {"10.0.0.0", "private"},
      {"10.255.255.255", "private"},
      {"11.0.0.0", "public"},
      {"100.63.255.255", "public"},
      {"100.64.0.0", "carrier-shared"},
      {"100.127.255.255", "carrier-shared"},
      {"100.128.0.0", "public"},
      {"100.100.100.200", "metadata-service"},
      {"126.255.255.255", "public"},
      {"127.0.0.1", "loopback"},
      {"127.255.255.255", "loopback"},
      {"128.0.0.0", "public"},
      {"168.63.129.16", "metadata-service"},
      {"168.63.129.17", "public"},
      {"169.254.0.0", "link-local"},
      {"169.254.169.253", "link-local"},
      {"169.254.169.254", "metadata-service"},
      {"169.255.0.0", "public"},
      {"172.15.255.255", "public"},
      {"172.16.0.0", "private"},
      {"172.31.255.255", "private"},
      {"172.32.0.0", "public"},
      {"192.0.0.8", "reserved"},
      {"192.0.0.9", "public"},
      {"192.0.2.1", "documentation"},
      {"192.167.255.255", "public"},
      {"192.168.0.0", "private"},
      {"192.169.0.0", "public"},
      {"198.17.255.255", "public"},
      {"198.18.0.0", "benchmarking"},
      {"198.19.255.255", "benchmarking"},
      {"198.20.0.0", "public"},
      {"223.255.255.255", "public"},
      {"224.0.0.0", "multicast"},
      {"239.255.255.255", "multicast"},
      {"240.0.0.0", "reserved"},
      {"255.255.255.254", "reserved"},
      {"255.255.255.255", "broadcast"},
      {"::", "unspecified"},
      {"::1", "loopback"},
      {"::2", "ipv4-compatible"},
      {"::ffff:808:808", "ipv4-mapped"},
      {"::1:0:0:0", "reserved"},
      {"64:ff9b::808:808", "nat64"},
      {"64:ff9b:1::1", "nat64-local"},
      {"64:ff9b:2::1", "reserved"},
      {"100::1", "reserved"},
      {"1fff:ffff::", "reserved"},
      {"2000::", "public"},
      {"2001::1", "teredo"},
      {"2001:1::", "reserved"},
      {"2001:1::1", "public"},
      {"2001:2::1", "benchmarking"},
      {"2001:200::", "public"},
      {"2001:db7:ffff::", "public"},
      {"2001:db8::1", "documentation"},
      {"2001:db9::", "public"},
      {"2002:808:808::1", "6to4"},
      {"2003::", "public"},
      {"3ffe::", "public"},
      {"3fff:fff::", "documentation"},
      {"3fff:1000::", "public"},
      {"4000::", "reserved"},
      {"fbff::", "reserved"},
      {"fc00::", "unique-local"},
      {"fd00:ec2::254", "metadata-service"},
      {"fd20:ce::254", "metadata-service"},
      {"fdff:ffff::", "unique-local"},
      {"fe7f::", "reserved"},
      {"fe80::1", "link-local"},
      {"febf::", "link-local"},
      {"fec0::", "unique-local"},
      {"feff::", "unique-local"},
      {"ff00::", "multicast"},
      {"ff02::1", "multicast"},
  };
  for (const auto& expected : classes) {
    CAPTURE(expected.first);
    CHECK(name_of(classified(expected.first).address_class) == expected.second);
  }
}

TEST_CASE("address class: what holds an IPv4 address is judged by that one") {
  const std::vector<std::pair<const char*, const char*>> inner = {
      {"::ffff:7f00:1", "127.0.0.1"},      {"::7f00:1", "127.0.0.1"},
      {"64:ff9b::a00:1", "10.0.0.1"},      {"64:ff9b:1::a9fe:a9fe", "169.254.169.254"},
      {"2002:c0a8:101::1", "192.168.1.1"}, {"2001:0:1:2::80ff:fffe", "127.0.0.1"},
  };
  for (const auto& expected : inner) {
    CAPTURE(expected.first);
    const Classification classification = classified(expected.first);
    REQUIRE(classification.inner);
    CHECK(format_ip_address(*classification.inner) == expected.second);
    CHECK(classification.reached == classified(expected.second).address_class);
    CHECK_FALSE(is_public(classification));
  }
  for (const char* text : {"::ffff:808:808", "64:ff9b::808:808", "2002:808:808::1"}) {
    CHECK(is_public(classified(text)));
  }
  for (const char* text : {"::808:808", "64:ff9b:1::808:808", "2001::f7f7:f7f7"}) {
    CHECK_FALSE(is_public(classified(text)));
  }
}

TEST_CASE(
    "address class: private targets are allowed to those who ask, metadata services to nobody") {
  CHECK(is_allowed(classified("8.8.8.8"), PrivateTargets::refused));
  for (const char* text : {"127.0.0.1", "10.0.0.1", "::1", "fd00::1", "fe80::1", "100.64.0.1",
                           "::ffff:7f00:1", "2001:db8::1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_allowed(classified(text), PrivateTargets::refused));
    CHECK(is_allowed(classified(text), PrivateTargets::allowed));
  }
  for (const char* text :
       {"169.254.169.254", "fd00:ec2::254", "::ffff:a9fe:a9fe", "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::", "0.0.0.0", "::", "255.255.255.255", "224.0.0.1", "ff02::1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_allowed(classified(text), PrivateTargets::refused));
    CHECK_FALSE(is_allowed(classified(text), PrivateTargets::allowed));
    CHECK(is_allowed(classified(text), PrivateTargets::unchecked));
  }
}

TEST_CASE("address class: the reason names the document and where the address leads") {
  CHECK(reason_of(classified("192.168.1.1")) == "is in a private network (RFC 1918)");
  CHECK(
      reason_of(classified("::ffff:7f00:1")) ==
      "stands for an IPv4 address (RFC 4291, section 2.5.5.2) and leads to 127.0.0.1, which is the "
      "sending machine itself");
}

TEST_CASE("address class: no prefix has two rows, and none has bits beyond its length") {
  std::set<std::string> seen;
  for (const SpecialPrefix& prefix : special_prefixes()) {
    const std::string text =
        format_ip_address(prefix.network.start) + "/" + std::to_string(prefix.network.length);
    CAPTURE(text);
    CHECK(seen.insert(text).second);
    for (unsigned bit = prefix.network.length; bit < prefix.network.start.bytes.size() * 8; ++bit) {
      CHECK((prefix.network.start.bytes.at(bit / 8) & (0x80U >> bit % 8)) == 0);
    }
  }
}
