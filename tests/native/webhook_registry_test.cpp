#include "native/store/webhook_registry.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

std::vector<WebhookKey> keys_of(const WebhookRegistry& registry) {
  std::vector<WebhookKey> keys;
  for (const auto& webhook : *registry.list()) {
    keys.push_back(webhook->key);
  }
  return keys;
}

}  // namespace

TEST_CASE("registry: lists the webhooks in order of creation, whatever the order of changes") {
  WebhookRegistry registry;
  registry.replace({{.key = 2, .webhook = test::webhook(test::kSecondId)},
                    {.key = 5, .webhook = test::webhook(test::kFirstId)}});
  registry.put({.key = 7, .webhook = test::webhook(test::kThirdId)});
  registry.put({.key = 3, .webhook = test::webhook(test::kThirdId)});
  CHECK(keys_of(registry) == std::vector<WebhookKey>{2, 3, 5, 7});
  registry.remove(5);
  CHECK(keys_of(registry) == std::vector<WebhookKey>{2, 3, 7});
  registry.put({.key = 3, .webhook = test::webhook(test::kThirdId), .revision = 9});
  CHECK(keys_of(registry) == std::vector<WebhookKey>{2, 3, 7});
  CHECK(registry.find(test::kThirdId)->revision == 9);
}

TEST_CASE("registry: a list stays as it was given out; each change makes another, and only those") {
  WebhookRegistry registry;
  registry.put({.key = 1, .webhook = test::webhook(test::kFirstId)});
  const auto before = registry.list();
  CHECK(registry.list() == before);
  registry.remove(2);
  CHECK(registry.list() == before);
  registry.put({.key = 1, .webhook = test::webhook(test::kFirstId), .revision = 2});
  CHECK(registry.list() != before);
  CHECK(before->front()->revision == 1);
  const auto changed = registry.list();
  registry.remove(1);
  CHECK(registry.list() != changed);
  CHECK(changed->size() == 1);
  const auto emptied = registry.list();
  registry.replace({});
  CHECK(registry.list() != emptied);
}

TEST_CASE("registry: what is read again and has not changed stays the same object") {
  WebhookRegistry registry;
  registry.replace({{.key = 2, .webhook = test::webhook(test::kFirstId)},
                    {.key = 5, .webhook = test::webhook(test::kSecondId)},
                    {.key = 7, .webhook = test::webhook(test::kThirdId)}});
  const auto before = registry.list();
  registry.replace({{.key = 5, .webhook = test::webhook(test::kSecondId)},
                    {.key = 7, .webhook = test::webhook(test::kThirdId), .revision = 2},
                    {.key = 9, .webhook = test::webhook(test::kFirstId)}});
  CHECK(keys_of(registry) == std::vector<WebhookKey>{5, 7, 9});
  CHECK(registry.list()->at(0) == before->at(1));
  CHECK(registry.list()->at(1) != before->at(2));
  CHECK(registry.list()->at(1)->revision == 2);
}

TEST_CASE("registry: finds by id what is there, and nothing once removed") {
  WebhookRegistry registry;
  registry.put({.key = 7, .webhook = test::webhook(test::kFirstId)});
  REQUIRE(registry.find(test::kFirstId));
  CHECK(registry.find(test::kFirstId)->key == 7);
  registry.remove(7);
  CHECK_FALSE(registry.find(test::kFirstId));
  CHECK(registry.list()->empty());
}
