#include "native/engine/matching.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

TEST_CASE("matching: each webhook gets a delivery, or a skip with the core's reason") {
  WebhookRegistry registry;
  Webhook disabled = test::webhook(test::kSecondId);
  disabled.enabled = false;
  Webhook picky = test::webhook(test::kFirstId);
  picky.filter = compile_webhook_filter("event.language == 'fr'", "").value();
  registry.replace(
      {{.key = 1, .workspace = kDefaultWorkspace, .webhook = test::webhook(test::kFirstId)},
       {.key = 2, .workspace = kDefaultWorkspace, .webhook = disabled},
       {.key = 3,
        .workspace = kDefaultWorkspace,
        .webhook = test::webhook(test::kThirdId, "https://example.com", {Trigger::session_ended})},
       {.key = 4, .workspace = kDefaultWorkspace, .webhook = picky},
       {.key = 5, .workspace = kDefaultWorkspace + 1, .webhook = test::webhook(test::kFirstId)}});
  const auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::event_created), Checking::strict).value();
  const Matching matching = match(*registry.list(), kDefaultWorkspace, occurrence, "msg_1");
  CHECK(matching.deliveries == std::vector<WebhookKey>{1});
  REQUIRE(matching.skips.size() == 3);
  CHECK(matching.skips[0].webhook_id == test::kSecondId);
  CHECK(matching.skips[0].reason == SkipReason::disabled);
  CHECK(matching.skips[1].webhook_id == test::kThirdId);
  CHECK(matching.skips[1].reason == SkipReason::trigger);
  CHECK(matching.skips[2].webhook == 4);
  CHECK(matching.skips[2].reason == SkipReason::filter);
  CHECK(matching.skips[2].explanation ==
        "event.language == 'fr' is false: event.language is \"en\"");
}
