#include "core/request/request.hpp"

#include <doctest/doctest.h>

#include "core/family/body.hpp"
#include "core/json/parser.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

struct Rendered {
  Occurrence occurrence;
  Webhook webhook;
  Attempt attempt;
  Request request;
};

Rendered rendered() {
  auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::event_created), Checking::strict).value();
  auto webhook = parse_webhook(R"({"id":"b836c804-8696-4946-a8c8-ece61da0ecd6",
      "triggers":["event.created"],"url":"https://hooks.example.com:8443/in?a=b"})",
                               HttpTargets::refused)
                     .value();
  const Attempt attempt{.message_id = "msg_1", .attempted_at = 1614265330999};
  Request request = render_request(occurrence, webhook, attempt).value();
  return {std::move(occurrence), std::move(webhook), attempt, std::move(request)};
}

}  // namespace

TEST_CASE("request: all headers are there, in the order in which they are sent") {
  const Rendered it = rendered();
  CHECK(it.request.method == "POST");
  CHECK(it.request.url == "https://hooks.example.com:8443/in?a=b");
  CHECK(it.request.body == test::built_body(it.occurrence, Family::extended, it.webhook.id));
  std::string headers;
  for (const Header& header : it.request.headers) {
    headers += header.name + ": " + header.value + "\n";
  }
  CHECK(headers == "host: hooks.example.com:8443\nuser-agent: Hookstorm/" + std::string(kVersion) +
                       "\ncontent-type: application/json\ncontent-length: " +
                       std::to_string(it.request.body.size()) +
                       "\nwebhook-id: msg_1\nwebhook-timestamp: 1614265330\n");
}

TEST_CASE("request: the webhook's own headers stand before the signature, as they were given") {
  Rendered it = rendered();
  it.webhook.headers = {{"Authorization", "Bearer a"}, {"X-Team", "live"}};
  it.webhook.secret = Secret{std::string(32, 'k')};
  Request request = render_request(it.occurrence, it.webhook, it.attempt).value();
  REQUIRE(request.headers.size() == it.request.headers.size() + 2);
  sign(request, it.attempt, signing_computations(request, it.webhook, it.attempt),
       std::string(32, 'm'));
  CHECK(request.headers[6].name == "Authorization");
  CHECK(request.headers[6].value == "Bearer a");
  CHECK(request.headers[7].name == "X-Team");
  CHECK(request.headers[8].name == "webhook-signature");
}

TEST_CASE("request: the signature is the last header and covers id, time and body") {
  Rendered it = rendered();
  it.webhook.secret = Secret{std::string(32, 'k')};
  const Computations computations = signing_computations(it.request, it.webhook, it.attempt);
  CHECK(computations.contents == std::vector<std::string>{"msg_1.1614265330." + it.request.body});
  sign(it.request, it.attempt, computations, std::string(32, '\0'));
  CHECK(it.request.headers.back().name == "webhook-signature");
  CHECK(it.request.headers.back().value == "v1," + std::string(43, 'A') + "=");
}

TEST_CASE("request: a previous secret signs along until its moment, and not at it") {
  Rendered it = rendered();
  it.webhook.secret = Secret{std::string(32, 'k')};
  it.webhook.previous_secrets = {
      {Secret{std::string(32, 'o')}, it.attempt.attempted_at},
      {Secret{std::string(32, 'p'), SecretKind::private_key}, it.attempt.attempted_at + 1}};
  const Computations computations = signing_computations(it.request, it.webhook, it.attempt);
  REQUIRE(computations.list.size() == 2);
  CHECK(computations.list[0].key == std::string(32, 'k'));
  CHECK(computations.list[1].key == std::string(32, 'p'));
  CHECK(computations.list[1].algorithm == Algorithm::ed25519_sign);
}

TEST_CASE("request: without a secret there is no signature") {
  Rendered it = rendered();
  const std::size_t count = it.request.headers.size();
  sign(it.request, it.attempt, signing_computations(it.request, it.webhook, it.attempt), "");
  CHECK(it.request.headers.size() == count);
}

TEST_CASE("request: the vendor's signature has the timestamp of the request") {
  Rendered it = rendered();
  it.webhook.signature = SignatureScheme::livestorm;
  it.webhook.secret = Secret{"signature", SecretKind::text};
  const Computations computations = signing_computations(it.request, it.webhook, it.attempt);
  CHECK(computations.contents == std::vector<std::string>{"1614265330signature" + it.request.body});
  sign(it.request, it.attempt, computations, std::string(32, '\0'));
  CHECK(it.request.headers.back().name == "x-livestorm-signature");
  CHECK(it.request.headers.back().value == "1614265330," + std::string(64, '0'));
}

TEST_CASE("request: an occurrence that the webhook's family cannot carry is a problem") {
  const auto job =
      parse_occurrence(sample_occurrence(Trigger::job_ended), Checking::strict).value();
  Webhook webhook = rendered().webhook;
  webhook.family = Family::legacy;
  const auto request =
      render_request(job, webhook, {.message_id = "msg_1", .attempted_at = 1614265330999});
  REQUIRE_FALSE(request.ok());
  CHECK(test::has_problem(request.problems(), "", "family-trigger-mismatch"));
}

TEST_CASE("request: only what the webhook picks is in the body, and counted in its length") {
  Rendered it = rendered();
  it.webhook.pick =
      check_pick(json::parse(R"(["/data/attributes/title","/data/type"])").value(), "").value();
  const Request request = render_request(it.occurrence, it.webhook, it.attempt).value();
  CHECK(
      request.body ==
      R"({"data":{"type":"events","attributes":{"title":"Product tour: what is new this autumn"}}})");
  CHECK(request.headers[3].value == std::to_string(request.body.size()));
}

TEST_CASE("request: a template sees canonical records, the family's body and the moment") {
  Rendered it = rendered();
  const auto webhook = parse_webhook(
      R"({"triggers":["event.created"],"url":"https://a.example/","family":"legacy","template":{)"
      R"("text":"${event.title} & <${trigger}>","at":{"$eval":"now == occurred_at"},)"
      R"("body":{"$eval":"body.webinar.title"}}})",
      HttpTargets::refused);
  CAPTURE(test::codes(webhook.problems()));
  REQUIRE(webhook.ok());
  const Result<Request> request = render_request(it.occurrence, webhook.value(), it.attempt);
  CAPTURE(test::codes(request.problems()));
  REQUIRE(request.ok());
  CHECK(nlohmann::json::parse(request.value().body) ==
        nlohmann::json{{"text", "Product tour: what is new this autumn & <event.created>"},
                       {"at", true},
                       {"body", "Product tour: what is new this autumn"}});
}

TEST_CASE("request: a template that cannot be rendered is a problem with its path") {
  Rendered it = rendered();
  const auto webhook = parse_webhook(
      R"({"triggers":["event.created"],"url":"https://a.example/","template":{"a":["${person.email}"]}})",
      HttpTargets::refused);
  REQUIRE(webhook.ok());
  const Result<Request> request = render_request(it.occurrence, webhook.value(), it.attempt);
  REQUIRE_FALSE(request.ok());
  CHECK(request.problems().list().front().path.rfind("/template/a/0", 0) == 0);
}

TEST_CASE("request: any body is signed by one secret, with the headers that belong to it") {
  const Attempt attempt{.message_id = "msg_1", .attempted_at = 1614265330999};
  const auto signing =
      sign_body("{}", "whsec_" + std::string(32, 'A'), SignatureScheme::standard, attempt);
  REQUIRE(signing.ok());
  const auto& headers = signing.value().headers;
  REQUIRE(headers.size() == 2);
  CHECK(headers[0].name == "webhook-id");
  CHECK(headers[0].value == "msg_1");
  CHECK(headers[1].name == "webhook-timestamp");
  CHECK(headers[1].value == "1614265330");
  CHECK(signing.value().computations.contents == std::vector<std::string>{"msg_1.1614265330.{}"});
}

TEST_CASE("request: a secret that is none and a body that is too large are both told") {
  const auto refused =
      sign_body(std::string((2U << 20U) + 1, 'x'), "whpk_", SignatureScheme::standard, {});
  CHECK(test::codes(refused.problems()) == "/secret invalid-secret; /body too-large; ");
}
