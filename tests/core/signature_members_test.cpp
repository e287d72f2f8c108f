// What a webhook says about its signature: scheme, secret, and previous secrets.
#include <doctest/doctest.h>

#include "core/webhook/webhook.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* kPrivateKey = "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=";
constexpr const char* kUntil = "2026-12-31T00:00:00.000Z";

Result<Webhook> webhook_with(const nlohmann::ordered_json& members) {
  nlohmann::ordered_json webhook = {{"triggers", {"event.created"}}, {"url", "https://a.example/"}};
  webhook.update(members);
  return parse_webhook(webhook.dump(), HttpTargets::refused);
}

std::string written(const Webhook& webhook, SecretShown secret_shown) {
  json::Writer writer;
  write_webhook(writer, webhook, secret_shown);
  return writer.take();
}

nlohmann::ordered_json previous(std::size_t count) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < count; ++i) {
    list.push_back({{"secret", kPrivateKey}, {"until", kUntil}});
  }
  return list;
}

}  // namespace

TEST_CASE("signature members: scheme, secret and previous secrets are read and written again") {
  const auto webhook =
      webhook_with({{"secret", kSecret}, {"previous_secrets", previous(kPreviousSecretsMax)}});
  CAPTURE(test::codes(webhook.problems()));
  REQUIRE(webhook.ok());
  CHECK(webhook.value().signature == SignatureScheme::standard);
  REQUIRE(webhook.value().previous_secrets.size() == kPreviousSecretsMax);
  CHECK(webhook.value().previous_secrets[0].until == parse_timestamp(kUntil));
  const std::string once = written(webhook.value(), SecretShown::yes);
  CHECK(written(parse_webhook(once, HttpTargets::refused).value(), SecretShown::yes) == once);
  CHECK(once.find(kPrivateKey) != std::string::npos);
}

TEST_CASE("signature members: no secret is written where they are not asked for") {
  const auto webhook = webhook_with({{"secret", kSecret}, {"previous_secrets", previous(1)}});
  const std::string shown = written(webhook.value(), SecretShown::no);
  CHECK(shown.find("secret") == std::string::npos);
  CHECK(shown.find("wh") == shown.rfind("wh"));
}

TEST_CASE(
    "signature members: the vendor's scheme takes any visible text, and stays in what is written") {
  const auto webhook = webhook_with({{"signature", "livestorm"}, {"secret", "a secret!"}});
  CHECK(test::has_problem(webhook.problems(), "/secret", "invalid-secret"));
  const auto sound = webhook_with({{"signature", "livestorm"}, {"secret", "secret!"}});
  REQUIRE(sound.ok());
  CHECK(written(sound.value(), SecretShown::no).find(R"("signature":"livestorm")") !=
        std::string::npos);
  CHECK_FALSE(webhook_with({{"secret", "secret!"}}).ok());
}

TEST_CASE("signature members: null takes each of them away") {
  const auto webhook =
      webhook_with({{"signature", nullptr}, {"secret", nullptr}, {"previous_secrets", nullptr}});
  REQUIRE(webhook.ok());
  CHECK_FALSE(webhook.value().secret.has_value());
}

TEST_CASE("signature members: every problem is reported at its place") {
  CHECK(test::has_problem(webhook_with({{"signature", "livestrom"}}).problems(), "/signature",
                          "unknown-signature"));
  CHECK(test::has_problem(webhook_with({{"signature", 1}}).problems(), "/signature", "wrong-type"));
  CHECK(test::has_problem(webhook_with({{"secret", 1}}).problems(), "/secret", "wrong-type"));
  CHECK(test::has_problem(webhook_with({{"secret", kSecret}, {"previous_secrets", "x"}}).problems(),
                          "/previous_secrets", "wrong-type"));
  const Problems problems = webhook_with({{"secret", kSecret},
                                          {"previous_secrets",
                                           {7,
                                            {{"secret", "x"}, {"until", "tomorrow"}},
                                            {{"untill", kUntil}},
                                            {{"secret", nullptr}, {"until", 7}}}}})
                                .problems();
  CHECK(test::has_problem(problems, "/previous_secrets/0", "wrong-type"));
  CHECK(test::has_problem(problems, "/previous_secrets/1/secret", "invalid-secret"));
  CHECK(test::has_problem(problems, "/previous_secrets/1/until", "invalid-moment"));
  CHECK(test::has_problem(problems, "/previous_secrets/2/secret", "missing-field"));
  CHECK(test::has_problem(problems, "/previous_secrets/2/until", "missing-field"));
  CHECK(test::has_problem(problems, "/previous_secrets/2/untill", "unknown-field"));
  CHECK(test::has_problem(problems, "/previous_secrets/3/secret", "wrong-type"));
  CHECK(test::has_problem(problems, "/previous_secrets/3/until", "wrong-type"));
}

TEST_CASE("signature members: at most five previous secrets, only beside a present one") {
  CHECK(test::has_problem(
      webhook_with({{"secret", kSecret}, {"previous_secrets", previous(kPreviousSecretsMax + 1)}})
          .problems(),
      "/previous_secrets", "too-many"));
  CHECK(test::has_problem(webhook_with({{"previous_secrets", previous(1)}}).problems(), "/secret",
                          "missing-field"));
  CHECK(webhook_with({{"previous_secrets", nlohmann::ordered_json::array()}}).ok());
}

TEST_CASE("signature members: the vendor's scheme refuses previous secrets") {
  CHECK(test::has_problem(
      webhook_with(
          {{"signature", "livestorm"}, {"secret", "abc"}, {"previous_secrets", previous(1)}})
          .problems(),
      "/previous_secrets", "conflicting-fields"));
}

TEST_CASE("signature members: no secret stands in a header of the webhook's own") {
  const auto refused = [](const char* scheme, const char* secret, const std::string& value) {
    const auto webhook =
        webhook_with({{"signature", scheme}, {"secret", secret}, {"headers", {{"x-key", value}}}});
    return test::has_problem(webhook.problems(), "/headers/x-key", "header-holds-secret");
  };
  CHECK(refused("livestorm", "hunter2!", "Bearer hunter2!"));
  CHECK_FALSE(refused("livestorm", "hunter2!", "Bearer hunter2"));
  CHECK(refused("livestorm", "ab", "ab"));
  CHECK_FALSE(refused("livestorm", "ab", "cab"));
  CHECK(refused("standard", kSecret, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  CHECK(refused("standard", kPrivateKey, kPrivateKey));
  const auto webhook = webhook_with({{"secret", kSecret},
                                     {"previous_secrets", previous(1)},
                                     {"headers", {{"x-key", std::string(kPrivateKey).substr(5)}}}});
  CHECK(test::has_problem(webhook.problems(), "/headers/x-key", "header-holds-secret"));
}
