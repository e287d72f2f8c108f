// Partitions by time: which keys lie where, and that what lies in several is found.
#include <doctest/doctest.h>

#include "native/store/postgres/partitions.hpp"
#include "native/store/postgres_store.hpp"
#include "postgres_server.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::PostgresServer;

namespace {

constexpr EpochMilliseconds kDay = 24LL * 60 * 60 * 1000;
constexpr EpochMilliseconds kMidnight = 20'000 * kDay;

}  // namespace

TEST_CASE("PostgreSQL: a partition that is to begin is always there, and made once") {
  postgres::Database database(PostgresServer::shared().new_store());
  CHECK(postgres::read_partitions(database).size() == 1);
  for (int again = 0; again < 2; ++again) {
    postgres::prepare_partition(database, kMidnight - 1);
    const std::vector<postgres::Partition> partitions = postgres::read_partitions(database);
    REQUIRE(partitions.size() == 2);
    CHECK(partitions[1].number == 2);
    CHECK(partitions[1].begins_at == kMidnight);
  }
  postgres::prepare_partition(database, kMidnight);
  CHECK(postgres::read_partitions(database).size() == 3);
  CHECK(postgres::read_partitions(database).back().begins_at == kMidnight + kDay);
  // One that somebody else has made meanwhile is not made again.
  postgres::add_partition(database, {.number = 3, .begins_at = kMidnight + kDay});
  CHECK(postgres::read_partitions(database).size() == 3);
}

TEST_CASE("PostgreSQL: what is accepted lies in its day's partition with all that belongs to it") {
  const std::string url = PostgresServer::shared().new_store();
  postgres::Database database(url);
  postgres::prepare_partition(database, kMidnight - 1);
  PostgresStore store(url);
  WebhookKey webhook = 0;
  store.transaction([&] {
    webhook = store.create_webhook(kDefaultWorkspace, test::webhook(test::kFirstId), kMidnight);
  });
  std::vector<EnqueuedMessage> enqueued;
  // The clock is set back at last: keys go on ascending.
  for (const EpochMilliseconds at : {kMidnight - 1, kMidnight, kMidnight - 1}) {
    store.transaction([&] {
      enqueued.push_back(store.enqueue(test::message("msg_" + std::to_string(enqueued.size()), at),
                                       {.deliveries = {webhook}, .skips = {}}));
      store.record_attempt(enqueued.back().deliveries[0], {.attempted_at = at, .status = 200},
                           {.state = DeliveryState::delivered, .attempts = 1});
    });
  }
  CHECK(enqueued[0].key < postgres::first_key(2));
  CHECK(enqueued[0].deliveries[0] < postgres::first_key(2));
  CHECK(enqueued[1].key >= postgres::first_key(2));
  CHECK(enqueued[1].deliveries[0] > enqueued[1].key);
  CHECK(enqueued[2].key > enqueued[1].key);
  CHECK(enqueued[2].key < std::int64_t{1} << 53);
  CHECK(database.number("SELECT count(*) FROM messages_1") == 1);
  CHECK(database.number("SELECT count(*) FROM messages_2") == 2);
  CHECK(database.number("SELECT count(*) FROM deliveries_2") == 2);
  CHECK(database.number("SELECT count(*) FROM attempts_2") == 2);
  for (const char* id : {"msg_0", "msg_1", "msg_2"}) {
    const std::optional<StoredMessage> message = store.message(kDefaultWorkspace, id);
    REQUIRE(message);
    CHECK(message->deliveries.at(0).attempts.size() == 1);
  }
}

TEST_CASE("PostgreSQL: a partition goes as a whole, or row by row where something is pending") {
  const std::string url = PostgresServer::shared().new_store();
  postgres::Database database(url);
  for (const std::int64_t day : {0, 1}) {
    postgres::prepare_partition(database, kMidnight + day * kDay - 1);
  }
  PostgresStore store(url);
  WebhookKey webhook = 0;
  store.transaction([&] {
    webhook = store.create_webhook(kDefaultWorkspace, test::webhook(test::kFirstId), kMidnight);
  });
  std::vector<DeliveryKey> deliveries;
  // Two of each day but the first, which has one.
  for (const EpochMilliseconds at :
       {kMidnight - 1, kMidnight, kMidnight + 1, kMidnight + kDay, kMidnight + kDay + 1}) {
    store.transaction([&] {
      const std::string id = "msg_" + std::to_string(deliveries.size());
      deliveries.push_back(
          store.enqueue(test::message(id, at), {.deliveries = {webhook}, .skips = {}})
              .deliveries.at(0));
    });
  }
  const auto deliver = [&](std::size_t message) {
    store.transaction([&] {
      store.record_attempt(deliveries.at(message), {.attempted_at = kMidnight, .status = 200},
                           {.state = DeliveryState::delivered, .attempts = 1});
    });
  };
  const auto prune = [&](EpochMilliseconds before) {
    PruneStep step;
    while (!step.is_last) {
      store.transaction([&] { step = store.prune_messages({.before = before}, step.position, 9); });
    }
  };
  const auto has = [&](int message) {
    return store.message(kDefaultWorkspace, "msg_" + std::to_string(message)).has_value();
  };
  const auto partitions = [&] { return postgres::read_partitions(database).size(); };
  for (const std::size_t message : {0U, 1U, 3U, 4U}) {
    deliver(message);
  }
  prune(kMidnight + kDay - 1);  // Of the second day not everything is old enough.
  CHECK_FALSE(has(0));
  CHECK(has(1));
  CHECK(partitions() == 2);
  prune(kMidnight + kDay);  // One of them is pending.
  CHECK_FALSE(has(1));
  CHECK(has(2));
  CHECK(partitions() == 2);
  deliver(2);
  prune(kMidnight + kDay);
  CHECK_FALSE(has(2));
  CHECK(has(3));
  CHECK(partitions() == 1);
  CHECK(database.number("SELECT count(*) FROM pg_class WHERE relname = 'attempts_2'") == 0);
  // The last one that has begun goes row by row.
  prune(kMidnight + kDay + 1);
  CHECK_FALSE(has(3));
  CHECK(has(4));
  CHECK(partitions() == 1);
}

TEST_CASE("PostgreSQL: how many of a table are too many is told once for all steps of a run") {
  PostgresStore store(PostgresServer::shared().new_store());
  const auto accept = [&](int first, int count) {
    store.transaction([&] {
      for (int i = first; i < first + count; ++i) {
        store.enqueue(test::message("msg_" + std::to_string(i), kMidnight), {});
      }
    });
  };
  const auto has = [&](int message) {
    return store.message(kDefaultWorkspace, "msg_" + std::to_string(message)).has_value();
  };
  PruneStep step;
  const auto prune = [&] {
    store.transaction([&] { step = store.prune_messages({.kept = 3}, step.position, 4); });
  };
  accept(0, 10);
  prune();
  CHECK_FALSE(has(3));
  CHECK(has(4));
  accept(10, 2);
  while (!step.is_last) {
    prune();
  }
  CHECK_FALSE(has(6));
  CHECK(has(7));  // One of the newest three as the run began.
  step = {};
  while (!step.is_last) {
    prune();
  }
  CHECK_FALSE(has(8));
  CHECK(has(9));
}
