#include "core/signature/secret.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "core/signature/computation.hpp"
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
       std::vector<std::string>{"", good, "v1," + good, "whsec_", "whsec_!" + good, "whpk_" + good,
                                "whsec_" + base64_encode(std::string(kSecretBytesMin - 1, 'k')),
                                "whsec_" + base64_encode(std::string(kSecretBytesMax + 1, 'k'))}) {
    CAPTURE(text);
    const auto secret = parse_secret(text, "/secret");
    REQUIRE_FALSE(secret.ok());
    CHECK(secret.problems().list()[0].path == "/secret");
    CHECK(secret.problems().list()[0].code == "invalid-secret");
  }
}

TEST_CASE("secret: a private key is a seed, alone or with the public key, and kept as it is") {
  for (const std::size_t size : {kEd25519KeyBytes, 2 * kEd25519KeyBytes}) {
    const std::string text = "whsk_" + base64_encode(std::string(size, 'k'));
    const auto secret = parse_secret(text, "");
    REQUIRE(secret.ok());
    CHECK(secret.value().kind == SecretKind::private_key);
    CHECK(secret.value().text() == text);
  }
  for (const std::size_t size : std::vector<std::size_t>{31, 33, 48, 63, 65}) {
    CHECK_FALSE(parse_secret("whsk_" + base64_encode(std::string(size, 'k')), "").ok());
  }
}

TEST_CASE("secret: a public key is read, but signs nothing, and the refusal says so") {
  const std::string text = "whpk_" + base64_encode(std::string(kEd25519KeyBytes, 'k'));
  REQUIRE(read_secret(text).has_value());
  CHECK(read_secret(text)->kind == SecretKind::public_key);
  CHECK(read_secret(text)->text() == text);
  const auto secret = parse_secret(text, "/secret");
  REQUIRE_FALSE(secret.ok());
  CHECK(secret.problems().list()[0].code == "invalid-secret");
  CHECK(secret.problems().list()[0].message.find("whsk_") != std::string::npos);
}

TEST_CASE("secret: the vendor's is any text of 1 to 200 visible ASCII characters") {
  for (const std::string& text :
       std::vector<std::string>{"!", "whsec_!", std::string(kSecretTextMax, '~'), "signature"}) {
    const auto secret = parse_secret(text, "", SignatureScheme::livestorm);
    REQUIRE(secret.ok());
    CHECK(secret.value().text() == text);
  }
  for (const std::string& text : std::vector<std::string>{"", " ", "a b", "a\n", "\x7F", "\u00e9",
                                                          std::string(kSecretTextMax + 1, 'a')}) {
    CAPTURE(text);
    const auto secret = parse_secret(text, "/secret", SignatureScheme::livestorm);
    REQUIRE_FALSE(secret.ok());
    CHECK(secret.problems().list()[0].code == "invalid-secret");
  }
}

TEST_CASE("secret: a new one is a secret of its scheme") {
  for (const SignatureScheme scheme : {SignatureScheme::standard, SignatureScheme::livestorm}) {
    const Secret secret = new_secret(scheme, std::string(32, 'k'));
    CHECK(parse_secret(secret.text(), "", scheme).ok());
  }
  CHECK_FALSE(holds_secret(new_secret(SignatureScheme::livestorm, std::string(32, 'k')).text()));
}
