#include "native/crypto/secret_box.hpp"

#include <algorithm>
#include <numeric>

#include <doctest/doctest.h>

#include "core/text/base64.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr const char* kSecret = "whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=";

/// What Node's crypto makes of that secret, of the first 32 numbers as key and of a nonce that
/// counts from 160.
constexpr const char* kSealed =
    "sealed:v1:oKGio6SlpqeoqaqrkXAPSCaUY40WF+bhcwih7ATeOCLmxSNe6HxHtAvZFDOmBCbN21AyDyvuZfp9COLLNCZd"
    "P6ArcrP3vCpV/i9e2WCQ";

SecretsKey key_of(char first) {
  std::string bytes(SecretsKey::kBytes, '\0');
  std::iota(bytes.begin(), bytes.end(), first);
  return {bytes};
}

void count_from_160(std::span<std::uint8_t> bytes) {
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{160});
}

}  // namespace

TEST_CASE("secret box: seals as another implementation does") {
  const SecretBox box(key_of(0), count_from_160);
  CHECK(box.seal(kSecret, test::kFirstId) == kSealed);
  CHECK(box.open(kSealed, test::kFirstId) == kSecret);
}

TEST_CASE("secret box: what is sealed twice differs, and opens to the same, whatever its length") {
  const SecretBox box(key_of(0), system_random());
  for (const std::size_t length : {0U, 1U, 15U, 16U, 17U, 200U}) {
    const std::string text(length, 'x');
    const std::string sealed = box.seal(text, "a");
    CHECK(sealed != box.seal(text, "a"));
    CHECK(box.open(sealed, "a") == text);
  }
}

TEST_CASE("secret box: another key, another webhook and another version do not open it") {
  CHECK_FALSE(SecretBox(key_of(1), system_random()).open(kSealed, test::kFirstId));
  const SecretBox box(key_of(0), system_random());
  CHECK_FALSE(box.open(kSealed, test::kSecondId));
  std::string other_version = kSealed;
  other_version.replace(other_version.find("v1"), 2, "v2");
  CHECK_FALSE(box.open(other_version, test::kFirstId));
}

TEST_CASE("secret box: no changed byte goes unnoticed, and what is too short is no sealed text") {
  const SecretBox box(key_of(0), system_random());
  const std::string prefix = "sealed:v1:";
  const std::string bytes = base64_decode(std::string_view(kSealed).substr(prefix.size())).value();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(box.open(prefix + base64_encode(changed), test::kFirstId));
    CHECK_FALSE(box.open(prefix + base64_encode(bytes.substr(0, i)), test::kFirstId));
  }
  CHECK_FALSE(box.open(prefix + "no Base64", test::kFirstId));
  CHECK_FALSE(box.open(kSecret, test::kFirstId));
  CHECK_FALSE(box.open("", test::kFirstId));
}

TEST_CASE("secrets key: is 32 bytes in Base64, with the line break of a file") {
  const std::string text = base64_encode(key_of(0).bytes);
  CHECK(parse_secrets_key(text)->bytes == key_of(0).bytes);
  CHECK(parse_secrets_key(" " + text + "\r\n")->bytes == key_of(0).bytes);
}

TEST_CASE("secrets key: refuses other lengths and other texts") {
  CHECK_FALSE(parse_secrets_key(""));
  CHECK_FALSE(parse_secrets_key(base64_encode(std::string(31, 'k'))));
  CHECK_FALSE(parse_secrets_key(base64_encode(std::string(33, 'k'))));
  CHECK_FALSE(parse_secrets_key("a passphrase"));
  CHECK_FALSE(parse_secrets_key(std::string(64, '0')));
}
