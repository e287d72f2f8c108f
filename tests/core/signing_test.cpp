#include "core/signature/signing.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

namespace {

const Secret kSymmetric{std::string(32, 's')};
const Secret kPrivateKey{std::string(32, 'p') + std::string(32, 'q'), SecretKind::private_key};
const Secret kText{"signature", SecretKind::text};

}  // namespace

TEST_CASE("signing: Standard Webhooks sign id, timestamp and body with dots between") {
  const Computations computations =
      signing_computations({&kSymmetric}, "msg_1", "1614265330", "{}");
  REQUIRE(computations.list.size() == 1);
  CHECK(computations.list[0].algorithm == Algorithm::hmac_sha256);
  CHECK(computations.list[0].key == kSymmetric.key);
  CHECK(computations.contents == std::vector<std::string>{"msg_1.1614265330.{}"});
}

TEST_CASE("signing: v1 and v1a stand in one header, in the order of the secrets") {
  const Computations computations =
      signing_computations({&kPrivateKey, &kSymmetric}, "msg_1", "1614265330", "{}");
  REQUIRE(computations.list.size() == 2);
  CHECK(computations.list[0].algorithm == Algorithm::ed25519_sign);
  CHECK(computations.list[0].key == std::string(32, 'p'));
  CHECK(computations.contents.size() == 1);
  const Header header =
      signature_header(computations, std::string(64, '\0') + std::string(32, '\xFF'), "1614265330");
  CHECK(header.name == "webhook-signature");
  CHECK(header.value == "v1a," + std::string(86, 'A') + "== v1," + std::string(42, '/') + "8=");
}

TEST_CASE("signing: the vendor's scheme hashes timestamp, secret and body, and has one signature") {
  const Computations computations =
      signing_computations({&kText, &kText}, "msg_1", "1752652800000", R"({"uneClef":"valeur"})");
  REQUIRE(computations.list.size() == 1);
  CHECK(computations.list[0].algorithm == Algorithm::sha256);
  CHECK(computations.contents ==
        std::vector<std::string>{R"(1752652800000signature{"uneClef":"valeur"})"});
  const Header header = signature_header(computations, std::string(32, '\xAB'), "1614265330");
  CHECK(header.name == "x-livestorm-signature");
  std::string expected = "1614265330,";
  for (int i = 0; i < 32; ++i) {
    expected += "ab";
  }
  CHECK(header.value == expected);
}

TEST_CASE("signing: without a secret nothing is computed") {
  CHECK(signing_computations({}, "msg_1", "1", "{}").list.empty());
}
