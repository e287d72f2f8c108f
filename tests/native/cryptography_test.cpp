#include "native/crypto/cryptography.hpp"

#include <doctest/doctest.h>

#include "core/signature/signing.hpp"
#include "core/text/base64.hpp"
#include "core/text/hex.hpp"
#include "native/crypto/ed25519.hpp"

using namespace hookstorm;
using native::Cryptography;

namespace {

constexpr const char* kMessageId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr const char* kTimestamp = "1614265330";
constexpr const char* kBody = R"({"test": 2432232314})";

std::string signature_by(const Secret& secret, const char* timestamp, const char* body) {
  const Computations computations = signing_computations({&secret}, kMessageId, timestamp, body);
  return signature_header(computations, Cryptography().compute(computations), timestamp).value;
}

}  // namespace

TEST_CASE("cryptography: gives the published v1 signature of Standard Webhooks") {
  const Secret secret = parse_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "").value();
  CHECK(signature_by(secret, kTimestamp, kBody) ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("cryptography: gives the published v1a signature of Standard Webhooks") {
  const char* expected =
      "v1a,tQ9V2XOqn7jL/"
      "DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag==";
  const Secret seed = parse_secret("whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=", "").value();
  CHECK(signature_by(seed, kTimestamp, kBody) == expected);
  const Secret pair =
      parse_secret("whsk_" + base64_encode(seed.key + native::ed25519_public_key(seed.key)), "")
          .value();
  CHECK(signature_by(pair, kTimestamp, kBody) == expected);
}

TEST_CASE("cryptography: gives the vendor's check value") {
  const Secret secret = parse_secret("signature", "", SignatureScheme::livestorm).value();
  const std::string value = signature_by(secret, "1752652800000", R"({"uneClef":"valeur"})");
  CHECK(value.rfind("1752652800000,bcee8607", 0) == 0);
  CHECK(value.size() == 14 + 64);
  CHECK(value.substr(value.size() - 7) == "ca7953e");
}

TEST_CASE("ed25519: gives key and signature of RFC 8032, test 1, and verifies them alone") {
  const std::string seed =
      hex_decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").value();
  const std::string key = native::ed25519_public_key(seed);
  CHECK(hex_encode(key) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const std::string signature = native::ed25519_sign(seed, "");
  CHECK(
      hex_encode(signature) ==
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
      "b46bd25bf5f0595bbe24655141438e7a100b");
  CHECK(native::ed25519_verify(key, "", signature));
  CHECK_FALSE(native::ed25519_verify(key, "a", signature));
  CHECK_FALSE(native::ed25519_verify(seed, "", signature));
  CHECK_FALSE(native::ed25519_verify("short", "", signature));
  CHECK_FALSE(native::ed25519_verify(key, "", signature.substr(1)));
}

TEST_CASE("cryptography: what is verified gives one byte, also by a seed") {
  const std::string seed(kEd25519KeyBytes, 's');
  const std::string signature = native::ed25519_sign(seed, "content");
  const Computations computations{
      .contents = {"content", "other"},
      .list = {{Algorithm::ed25519_verify, 0, native::ed25519_public_key(seed), signature},
               {Algorithm::ed25519_verify_by_seed, 0, seed, signature},
               {Algorithm::ed25519_verify_by_seed, 1, seed, signature}}};
  using namespace std::string_literals;
  CHECK(Cryptography().compute(computations) == "\1\1\0"s);
}
