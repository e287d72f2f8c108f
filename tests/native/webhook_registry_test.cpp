#include "native/store/webhook_registry.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

TEST_CASE("registry: matches by trigger and by being enabled, and says why not") {
  WebhookRegistry registry;
  Webhook disabled = test::webhook(test::kSecondId);
  disabled.enabled = false;
  registry.replace({{.key = 1, .webhook = test::webhook(test::kFirstId)},
                    {.key = 2, .webhook = disabled},
                    {.key = 3,
                     .webhook = test::webhook(test::kThirdId, "https://example.com",
                                              {Trigger::session_ended})}});
  const Matching matching = registry.match(Trigger::event_created);
  CHECK(matching.deliveries == std::vector<WebhookKey>{1});
  REQUIRE(matching.skips.size() == 2);
  CHECK(matching.skips[0].webhook_id == test::kSecondId);
  CHECK(matching.skips[0].reason == SkipReason::disabled);
  CHECK(matching.skips[1].webhook_id == test::kThirdId);
  CHECK(matching.skips[1].reason == SkipReason::trigger);
}

TEST_CASE("registry: finds by id what is there, and nothing once removed") {
  WebhookRegistry registry;
  registry.put({.key = 7, .webhook = test::webhook(test::kFirstId)});
  REQUIRE(registry.find(test::kFirstId));
  CHECK(registry.find(test::kFirstId)->key == 7);
  registry.remove(7);
  CHECK_FALSE(registry.find(test::kFirstId));
  CHECK(registry.size() == 0);
}
