#include "native/engine/updates.hpp"

#include <doctest/doctest.h>

#include "native/store/sqlite_store.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

TEST_CASE(
    "updates: nothing is held while nobody follows, and one arrival is told until it is taken") {
  Updates updates;
  int told = 0;
  updates.publish(CommittedChanges{.deliveries = {1}, .health = {}});
  updates.follow([&] { ++told; });
  CHECK(updates.take().deliveries.empty());
  updates.publish(CommittedChanges{.deliveries = {2, 3}, .health = {7}});
  updates.publish([] { return CaptureUpdate{.resource = "{}"}; });
  CHECK(told == 1);
  const Updates::Arrived arrived = updates.take();
  CHECK(arrived.deliveries == std::vector<DeliveryKey>{2, 3});
  CHECK(arrived.health == std::vector<WebhookKey>{7});
  CHECK(arrived.captures.size() == 1);
  CHECK_FALSE(arrived.has_gap);
  updates.publish(CommittedChanges{.deliveries = {4}, .health = {}});
  CHECK(told == 2);
  updates.unfollow();
  updates.publish(CommittedChanges{.deliveries = {5}, .health = {}});
  CHECK(told == 2);
}

TEST_CASE("updates: what nobody takes is bounded, and that something is missing is told") {
  Updates updates;
  updates.follow([] {});
  const std::vector<DeliveryKey> many(Updates::kWaitingMax, 1);
  updates.publish(CommittedChanges{.deliveries = many, .health = {}});
  updates.publish(CommittedChanges{.deliveries = {2, 3}, .health = {}});
  updates.publish(CommittedChanges{.deliveries = {4}, .health = {}});
  const Updates::Arrived arrived = updates.take();
  CHECK(arrived.has_gap);
  CHECK(arrived.deliveries == std::vector<DeliveryKey>{4});
  CHECK_FALSE(updates.take().has_gap);
}

TEST_CASE("updates: the writer tells what is committed, and of what failed nothing") {
  const test::TemporaryFolder folder;
  SqliteStore store(folder.file("hookstorm.db"));
  spdlog::logger log = test::quiet_log();
  test::Arrivals<CommittedChanges> told;
  Writer writer(store, log, {}, [&](const CommittedChanges& changes) { told.add(changes); });
  const auto enqueue = [](Store& into, WebhookRegistry&) {
    into.enqueue(test::message("msg_1", 1000),
                 {.deliveries = {into.create_webhook(kDefaultWorkspace,
                                                     test::webhook(test::kFirstId), 1000)},
                  .skips = {}});
  };
  CHECK_FALSE(test::write(writer, [&](Store& into, WebhookRegistry& registry) {
    enqueue(into, registry);
    throw std::runtime_error("no");
  }));
  CHECK(told.items().empty());
  REQUIRE(test::write(writer, enqueue));
  REQUIRE(told.wait_for(1)[0].deliveries.size() == 1);
  const DeliveryKey key = told.items()[0].deliveries[0];
  REQUIRE(test::write(writer, [&](Store& into, WebhookRegistry&) {
    into.record_attempt(key, {.status = 500}, {.attempts = 1});
    into.record_health(1, {.health = {.failures = 1}});
  }));
  CHECK(told.wait_for(2)[1].deliveries == std::vector<DeliveryKey>{key});
  CHECK(told.items()[1].health == std::vector<WebhookKey>{1});
  REQUIRE(test::write(writer, [&](Store& into, WebhookRegistry&) { into.cancel(key); }));
  REQUIRE(test::write(writer, [&](Store& into, WebhookRegistry&) { into.cancel(key); }));
  REQUIRE(test::write(writer, [&](Store& into, WebhookRegistry&) { into.send_again(key, 9); }));
  CHECK(told.wait_for(5)[2].deliveries == std::vector<DeliveryKey>{key});
  CHECK(told.items()[3].deliveries.empty());  // Nothing was pending any more.
  CHECK(told.items()[4].deliveries == std::vector<DeliveryKey>{key});
}
