#include "core/webhook/secret_rotation.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;
const std::string kRandom(32, 'n');

Webhook webhook() {
  return {.id = "",
          .triggers = {Trigger::event_created},
          .url = parse_target_url("https://example.com/in", HttpTargets::refused, "").value(),
          .secret = Secret{std::string(32, 'o')}};
}

Webhook rotated(Webhook webhook, EpochMilliseconds until) {
  return with_new_secret(std::move(webhook), kRandom, until, kNow).value();
}

}  // namespace

TEST_CASE("secret rotation: the old secret signs along until its moment") {
  const Webhook after = rotated(webhook(), kNow + 1);
  CHECK(after.secret->key == kRandom);
  CHECK(after.secret->kind == SecretKind::symmetric);
  REQUIRE(after.previous_secrets.size() == 1);
  CHECK(after.previous_secrets[0].secret.key == std::string(32, 'o'));
  CHECK(after.previous_secrets[0].until == kNow + 1);
}

TEST_CASE("secret rotation: a moment that has passed ends the old secret at once") {
  CHECK(rotated(webhook(), kNow).previous_secrets.empty());
}

TEST_CASE("secret rotation: those before stay in their order, and what has ended is forgotten") {
  Webhook before = webhook();
  before.previous_secrets = {{Secret{std::string(32, 'a')}, kNow},
                             {Secret{std::string(32, 'b')}, kNow + 9}};
  const Webhook after = rotated(before, kNow + 5);
  REQUIRE(after.previous_secrets.size() == 2);
  CHECK(after.previous_secrets[0].secret.key == std::string(32, 'o'));
  CHECK(after.previous_secrets[1].secret.key == std::string(32, 'b'));
}

TEST_CASE("secret rotation: no more secrets sign along than may") {
  Webhook many = webhook();
  for (std::size_t i = 0; i < kPreviousSecretsMax; ++i) {
    many.previous_secrets.push_back({Secret{std::string(32, 'p')}, kNow + 9});
  }
  const Result<Webhook> refused = with_new_secret(many, kRandom, kNow + 9, kNow);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.problems().list()[0].code == "too-many");
  CHECK(rotated(many, kNow).previous_secrets.size() == kPreviousSecretsMax);
}

TEST_CASE("secret rotation: the kind of the secret stays, and the vendor's scheme keeps none") {
  Webhook signing = webhook();
  signing.secret->kind = SecretKind::private_key;
  CHECK(rotated(signing, kNow + 1).secret->text().rfind("whsk_", 0) == 0);
  Webhook vendor = webhook();
  vendor.signature = SignatureScheme::livestorm;
  vendor.secret = Secret{"text", SecretKind::text};
  CHECK(rotated(vendor, kNow + 1).secret->kind == SecretKind::text);
  CHECK(rotated(vendor, kNow + 1).previous_secrets.empty());
  Webhook unsigned_one = webhook();
  unsigned_one.secret = std::nullopt;
  CHECK(rotated(unsigned_one, kNow + 1).secret.has_value());
  CHECK(rotated(unsigned_one, kNow + 1).previous_secrets.empty());
}
