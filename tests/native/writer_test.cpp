#include "native/store/writer.hpp"

#include <atomic>

#include <doctest/doctest.h>

#include "native/store/sqlite_store.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

/// Counts its transactions, and lets the commit fail on demand.
class CountingStore : public SqliteStore {
 public:
  using SqliteStore::SqliteStore;

  void transaction(const std::function<void()>& work) override {
    ++transactions;
    SqliteStore::transaction([&] {
      work();
      if (commits_fail) {
        throw StoreError("the disk is full");
      }
    });
  }

  std::vector<StoredWebhook> webhooks() override {
    if (commits_fail) {
      throw StoreError("the disk cannot be read either");
    }
    return SqliteStore::webhooks();
  }

  std::atomic<int> transactions = 0;
  std::atomic<bool> commits_fail = false;
};

struct Fixture {
  test::TemporaryFolder folder;
  CountingStore store{folder.file("hookstorm.db")};
  spdlog::logger log = test::quiet_log();
  test::Arrivals<std::pair<std::string, bool>> done;

  Operation enqueue(const std::string& id) {
    return {.run = [id](Store& target,
                        WebhookRegistry&) { target.enqueue(test::message(id, kNow), {}); },
            .done =
                [this, id](bool committed) {
                  done.add({id, committed});
                }};
  }
};

}  // namespace

TEST_CASE("writer: what waits is committed together, and answered in order after the commit") {
  Fixture fixture;
  Writer writer(fixture.store, fixture.log);
  test::Obstacle obstacle(writer);
  for (int i = 0; i < 10; ++i) {
    REQUIRE(writer.try_submit(fixture.enqueue("msg_" + std::to_string(i))));
  }
  CHECK(fixture.done.items().empty());
  obstacle.remove();
  const auto done = fixture.done.wait_for(10);
  for (std::size_t i = 0; i < 10; ++i) {
    CHECK(done[i] == std::pair("msg_" + std::to_string(i), true));
  }
  writer.stop();
  CHECK(fixture.store.transactions == 2);  // The obstacle's, and one for all ten.
  CHECK(fixture.store.message(kDefaultWorkspace, "msg_9"));
}

TEST_CASE("writer: a transaction has a greatest number of operations") {
  Fixture fixture;
  Writer writer(fixture.store, fixture.log);
  test::Obstacle obstacle(writer);
  for (std::size_t i = 0; i < Writer::kOperationsPerTransactionMax + 1; ++i) {
    REQUIRE(writer.try_submit(fixture.enqueue("msg_" + std::to_string(i))));
  }
  obstacle.remove();
  fixture.done.wait_for(Writer::kOperationsPerTransactionMax + 1);
  writer.stop();
  CHECK(fixture.store.transactions == 3);
}

TEST_CASE(
    "writer: a full queue refuses, by number and by bytes, and takes again once there is room") {
  Fixture fixture;
  Writer writer(fixture.store, fixture.log);
  {
    test::Obstacle obstacle(writer);
    Operation large = fixture.enqueue("msg_large");
    large.bytes = Writer::kBytesWaitingMax + 1;
    CHECK_FALSE(writer.try_submit(large));
    large.bytes = Writer::kBytesWaitingMax;
    CHECK(writer.try_submit(large));
    Operation small = fixture.enqueue("msg_small");
    small.bytes = 1;
    CHECK_FALSE(writer.try_submit(small));
    for (std::size_t i = 1; i < Writer::kOperationsWaitingMax; ++i) {
      REQUIRE(writer.try_submit(fixture.enqueue("msg_" + std::to_string(i))));
    }
    CHECK_FALSE(writer.try_submit(fixture.enqueue("msg_too_many")));
    writer.submit(fixture.enqueue("msg_of_the_dispatcher"));
    obstacle.remove();
    fixture.done.wait_for(Writer::kOperationsWaitingMax + 1);
  }
  CHECK(writer.try_submit(fixture.enqueue("msg_again")));
  fixture.done.wait_for(Writer::kOperationsWaitingMax + 2);
  writer.stop();
  CHECK_FALSE(fixture.store.message(kDefaultWorkspace, "msg_too_many"));
  CHECK(fixture.store.message(kDefaultWorkspace, "msg_of_the_dispatcher"));
  CHECK(fixture.store.message(kDefaultWorkspace, "msg_again"));
}

TEST_CASE("writer: a commit that fails fails all of its operations, and nothing is stored") {
  Fixture fixture;
  Writer writer(fixture.store, fixture.log);
  test::Obstacle obstacle(writer);
  REQUIRE(writer.try_submit(fixture.enqueue("msg_1")));
  REQUIRE(writer.try_submit(fixture.enqueue("msg_2")));
  fixture.store.commits_fail = true;
  obstacle.remove();
  for (const auto& [id, committed] : fixture.done.wait_for(2)) {
    CHECK_FALSE(committed);
  }
  fixture.store.commits_fail = false;
  REQUIRE(writer.try_submit(fixture.enqueue("msg_3")));
  CHECK(fixture.done.wait_for(3)[2].second);
  writer.stop();
  CHECK_FALSE(fixture.store.message(kDefaultWorkspace, "msg_1"));
  CHECK(fixture.store.message(kDefaultWorkspace, "msg_3"));
}

TEST_CASE("writer: an operation that throws fails alone") {
  Fixture fixture;
  Writer writer(fixture.store, fixture.log);
  test::Obstacle obstacle(writer);
  REQUIRE(writer.try_submit(fixture.enqueue("msg_1")));
  REQUIRE(writer.try_submit(fixture.enqueue("msg_1")));  // The same id: refused by the store.
  REQUIRE(writer.try_submit(fixture.enqueue("msg_2")));
  obstacle.remove();
  const auto done = fixture.done.wait_for(3);
  CHECK(done[0].second);
  CHECK_FALSE(done[1].second);
  CHECK(done[2].second);
  writer.stop();
  CHECK(fixture.store.message(kDefaultWorkspace, "msg_1"));
  CHECK(fixture.store.message(kDefaultWorkspace, "msg_2"));
}

TEST_CASE(
    "writer: after a failure the registry is again what is stored, also where nothing is read") {
  Fixture fixture;
  Writer writer(fixture.store, fixture.log);
  const auto before = writer.webhooks();
  const auto put = [](Store&, WebhookRegistry& registry) {
    registry.put({.key = 1, .webhook = test::webhook(test::kFirstId)});
  };
  CHECK_FALSE(test::write(writer, [&](Store& store, WebhookRegistry& registry) {
    put(store, registry);
    throw StoreError("no");
  }));
  fixture.store.commits_fail = true;
  CHECK_FALSE(test::write(writer, put));
  fixture.store.commits_fail = false;
  CHECK(writer.webhooks() == before);
  std::size_t size = 1;
  CHECK(test::write(writer,
                    [&](Store&, WebhookRegistry& registry) { size = registry.list()->size(); }));
  CHECK(size == 0);
}

TEST_CASE("writer: gives out the webhooks as a commit left them, before its outcome is told") {
  Fixture fixture;
  Writer writer(fixture.store, fixture.log);
  CHECK(writer.webhooks()->empty());
  test::Arrivals<std::size_t> told;
  writer.submit({.run =
                     [](Store& store, WebhookRegistry& registry) {
                       const Webhook webhook = test::webhook(test::kFirstId);
                       registry.put({.key = store.create_webhook(kDefaultWorkspace, webhook, kNow),
                                     .webhook = webhook});
                     },
                 .done = [&](bool) { told.add(writer.webhooks()->size()); }});
  CHECK(told.wait_for(1).front() == 1);
  fixture.store.commits_fail = true;
  writer.submit({.run = [](Store&, WebhookRegistry& registry) { registry.replace({}); },
                 .done = [&](bool) { told.add(writer.webhooks()->size()); }});
  CHECK(told.wait_for(2)[1] == 1);
}

TEST_CASE("writer: stopping finishes what waits, and what comes later fails") {
  Fixture fixture;
  Writer writer(fixture.store, fixture.log);
  REQUIRE(writer.try_submit(fixture.enqueue("msg_1")));
  writer.stop();
  CHECK(fixture.done.items() == std::vector{std::pair<std::string, bool>("msg_1", true)});
  CHECK_FALSE(writer.try_submit(fixture.enqueue("msg_2")));
  writer.submit(fixture.enqueue("msg_3"));
  CHECK_FALSE(fixture.done.wait_for(2)[1].second);
}
