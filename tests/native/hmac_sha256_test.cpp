#include "native/crypto/hmac_sha256.hpp"

#include <doctest/doctest.h>

#include "core/signature/secret.hpp"
#include "core/signature/standard_webhooks.hpp"

using namespace hookstorm;
using native::HmacSha256;

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

TEST_CASE("hmac: gives the published signature of Standard Webhooks") {
  HmacSha256 hmac;
  const Secret secret = parse_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "").value();
  const std::string content =
      signed_content("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})");
  CHECK(signature_of(hmac.mac(secret.key, content)) ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}
