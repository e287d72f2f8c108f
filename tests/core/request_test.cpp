#include "core/request/request.hpp"

#include <doctest/doctest.h>

#include "core/family/body.hpp"
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

TEST_CASE("request: the signature is the last header and covers id, time and body") {
  Rendered it = rendered();
  CHECK(signed_content(it.request, it.attempt) == "msg_1.1614265330." + it.request.body);
  sign(it.request, "foobar");
  CHECK(it.request.headers.back().name == "webhook-signature");
  CHECK(it.request.headers.back().value == "v1,Zm9vYmFy");
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
