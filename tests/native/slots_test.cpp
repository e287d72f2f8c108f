#include "native/dispatcher/slots.hpp"

#include <doctest/doctest.h>

using hookstorm::native::DueOverview;
using hookstorm::native::Slots;
using hookstorm::native::WebhookKey;

namespace {

std::vector<WebhookKey> keys(const std::vector<DueOverview::DueWebhook>& webhooks) {
  std::vector<WebhookKey> keys;
  keys.reserve(webhooks.size());
  for (const auto& webhook : webhooks) {
    keys.push_back(webhook.key);
  }
  return keys;
}

}  // namespace

TEST_CASE("slots: a webhook at its cap gets no more, while others do") {
  Slots slots(10, 3);
  for (std::int64_t delivery = 1; delivery <= 3; ++delivery) {
    slots.take(delivery, 1);
  }
  CHECK(slots.share(1, 1) == 0);
  CHECK(slots.share(2, 1) == 3);
  slots.release(2);
  CHECK(slots.share(1, 1) == 1);
  CHECK_FALSE(slots.holds(2));
  CHECK(slots.holds(3));
}

TEST_CASE("slots: what is free is shared, rounded up, and nothing is given when all are taken") {
  Slots slots(4, 4);
  CHECK(slots.share(1, 3) == 2);
  for (std::int64_t delivery = 1; delivery <= 4; ++delivery) {
    slots.take(delivery, delivery);
  }
  CHECK(slots.free() == 0);
  CHECK(slots.share(9, 1) == 0);
}

TEST_CASE("slots: the fewest in flight are served first, and turns go round") {
  Slots slots(10, 5);
  std::vector<DueOverview::DueWebhook> webhooks = {{.key = 1}, {.key = 2}, {.key = 3}};
  slots.order(webhooks, 1);
  CHECK(keys(webhooks) == std::vector<WebhookKey>{2, 3, 1});
  slots.take(1, 2);
  slots.order(webhooks, 3);
  CHECK(keys(webhooks).back() == 2);
}
