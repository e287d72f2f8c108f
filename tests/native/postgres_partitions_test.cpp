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
