#include "native/crypto/hmac_sha256.hpp"

#include <doctest/doctest.h>

using hookstorm::native::HmacSha256;

TEST_CASE("hmac: gives the MAC of RFC 4231, test case 2, also when used again") {
  HmacSha256 hmac;
  using namespace std::string_literals;  // The MAC holds a zero byte.
  const std::string expected =
      "\x5b\xdc\xc1\x46\xbf\x60\x75\x4e\x6a\x04\x24\x26\x08\x95\x75\xc7"
      "\x5a\x00\x3f\x08\x9d\x27\x39\x83\x9d\xec\x58\xb9\x64\xec\x38\x43"s;
  CHECK(hmac.mac("Jefe", "what do ya want for nothing?") == expected);
  CHECK(hmac.mac("another key", "another text") != expected);
  CHECK(hmac.mac("Jefe", "what do ya want for nothing?") == expected);
}
