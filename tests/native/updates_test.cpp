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
  CHECK(updates.take().changes.deliveries.empty());
  updates.publish(CommittedChanges{.deliveries = {2, 3}, .health = {7}});
  updates.hear({.deliveries = {}, .health = {}, .captures = {{.inbox = 1, .number = 5}}});
  CHECK(told == 1);
  const Updates::Arrived arrived = updates.take();
  CHECK(arrived.changes.deliveries == std::vector<DeliveryKey>{2, 3});
  CHECK(arrived.changes.health == std::vector<WebhookKey>{7});
  CHECK(arrived.changes.captures == std::vector{CaptureKey{.inbox = 1, .number = 5}});
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
  CHECK(arrived.changes.deliveries == std::vector<DeliveryKey>{4});
  CHECK_FALSE(updates.take().has_gap);
  updates.leave_gap();
  CHECK(updates.take().has_gap);
}

TEST_CASE("updates: others are told what is committed here, and not what they have told") {
  struct Others : Peers {
    std::vector<CommittedChanges> told;
    bool are_wanted = false;

    std::int64_t incarnation() const override { return 1; }
    Share share() const override { return {}; }
    void leave_free(WebhookKey /*webhook*/, bool /*is_left*/) override {}
    void want_changes(bool wanted) override { are_wanted = wanted; }
    void tell(const CommittedChanges& changes) override { told.push_back(changes); }
    void follow(std::function<void(const PeerNews&)> /*on_news*/) override {}
    void leave() override {}
  };
  Others others;
  Updates updates(&others);
  updates.publish({.deliveries = {1}, .health = {}});
  CHECK_FALSE(others.are_wanted);
  updates.follow([] {});
  CHECK(others.are_wanted);
  updates.hear({.deliveries = {2}, .health = {}});
  CHECK(updates.take().changes.deliveries == std::vector<DeliveryKey>{2});
  REQUIRE(others.told.size() == 1);
  CHECK(others.told[0].deliveries == std::vector<DeliveryKey>{1});
  updates.unfollow();
  CHECK_FALSE(others.are_wanted);
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
