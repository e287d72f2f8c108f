#include "core/signature/secret.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "core/signature/standard_webhooks.hpp"
#include "core/text/base64.hpp"

using namespace hookstorm;

TEST_CASE("secret: parses whsec_ and the base64 of 24 to 64 bytes") {
  for (const std::size_t size : {kSecretBytesMin, std::size_t{32}, kSecretBytesMax}) {
    const std::string text = "whsec_" + base64_encode(std::string(size, 'k'));
    const auto secret = parse_secret(text, "");
    REQUIRE(secret.ok());
    CHECK(secret.value().key == std::string(size, 'k'));
    CHECK(secret.value().text() == text);
  }
}

TEST_CASE("secret: refuses other prefixes, lengths and alphabets") {
  const std::string good = base64_encode(std::string(32, 'k'));
  for (const std::string& text :
       std::vector<std::string>{"", good, "v1," + good, "whsec_", "whsec_!" + good, "whsk_" + good,
                                "whsec_" + base64_encode(std::string(kSecretBytesMin - 1, 'k')),
                                "whsec_" + base64_encode(std::string(kSecretBytesMax + 1, 'k'))}) {
    CAPTURE(text);
    const auto secret = parse_secret(text, "/secret");
    REQUIRE_FALSE(secret.ok());
    CHECK(secret.problems().list()[0].path == "/secret");
    CHECK(secret.problems().list()[0].code == "invalid-secret");
  }
}

TEST_CASE("signature: the signed content is id, seconds and body with dots between") {
  CHECK(signed_content("msg_1", 1614265330, "{}") == "msg_1.1614265330.{}");
  CHECK(signature_of("foobar") == "v1,Zm9vYmFy");
}
