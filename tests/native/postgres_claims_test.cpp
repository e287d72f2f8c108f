// Several processes on one PostgreSQL database: what one has claimed no other one gets, what one
// that was taken for dead still says is not listened to, and what is changed by one is known to
// all.
#include <algorithm>
#include <atomic>
#include <deque>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "native/dispatcher/waiting_deliveries.hpp"
#include "native/store/access_table.hpp"
#include "native/store/postgres/claims.hpp"
#include "native/store/postgres/membership.hpp"
#include "native/store/postgres/partitions.hpp"
#include "native/store/postgres/peers_thread.hpp"
#include "native/store/postgres_store.hpp"
#include "native/system/clock.hpp"
#include "postgres_server.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::PostgresServer;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

/// Two processes, as far as the database can tell, and a webhook.
struct Pair {
  std::string url = PostgresServer::shared().new_store();
  PostgresStore first{url};
  PostgresStore second{url};
  WebhookKey webhook = 0;
  std::vector<DeliveryKey> deliveries;

  Pair() {
    first.transaction([&] {
      webhook = first.create_webhook(kDefaultWorkspace, test::webhook(test::kFirstId), kNow);
    });
  }

  /// By the first one.
  void enqueue(int count) {
    for (int i = 0; i < count; ++i) {
      first.transaction([&] {
        const NewMessage message = test::message("msg_" + std::to_string(deliveries.size()), kNow);
        deliveries.push_back(
            first.enqueue(message, {.deliveries = {webhook}, .skips = {}}).deliveries.at(0));
      });
    }
  }

  std::vector<DeliveryKey> taken(StoreReader& store, std::size_t limit = 1000) const {
    std::vector<DeliveryKey> keys;
    for (const PendingDelivery& delivery : store.first_attempts(webhook, 0, limit)) {
      keys.push_back(delivery.key);
    }
    return keys;
  }

  void record(Store& store, DeliveryKey delivery, DeliveryState state, std::uint32_t number = 1) {
    store.transaction([&] {
      store.record_attempt(delivery, {.number = number, .attempted_at = kNow, .status = 200},
                           {.state = state, .attempts = number, .due_at = kNow + 5});
    });
  }

  DeliveryState state(std::size_t delivery) {
    return second.deliveries({deliveries.at(delivery)}).at(0).state;
  }

  /// As when the first one has not been heard of for long, and the second one looks.
  void end_first() const {
    postgres::Database database(url);
    database.execute(
        "UPDATE dispatchers SET alive_until = clock_timestamp() - interval '1 second' "
        "WHERE id = (SELECT min(id) FROM dispatchers)");
    postgres::Membership other(database);
    CHECK(other.end_silent(database));
    other.leave(database);
  }
};

using Keys = std::vector<DeliveryKey>;

}  // namespace

TEST_CASE("PostgreSQL: what a process takes in is its own, and no other one gets it") {
  Pair pair;
  pair.enqueue(5);
  CHECK(pair.taken(pair.second).empty());
  CHECK(pair.taken(pair.first) == pair.deliveries);
  CHECK(pair.taken(*pair.first.open_reader()) == pair.deliveries);
}

TEST_CASE("PostgreSQL: what is left free is shared out, each to one alone") {
  Pair pair;
  pair.first.peers()->leave_free(pair.webhook, true);
  pair.enqueue(10);
  const Keys second = pair.taken(pair.second, 4);
  CHECK(second == Keys(pair.deliveries.begin(), pair.deliveries.begin() + 4));
  CHECK(pair.taken(pair.first) == Keys(pair.deliveries.begin() + 4, pair.deliveries.end()));
  CHECK(pair.taken(pair.second) == second);
  pair.second.let_go(pair.webhook, {});
  CHECK(pair.taken(pair.second) == second);  // The store's own connection has nothing to let go.
  const std::unique_ptr<StoreReader> reader = pair.second.open_reader();
  reader->let_go(pair.webhook, {second[0], second[3]});
  CHECK(pair.taken(pair.first).size() == 8);
  CHECK(pair.taken(pair.second) == Keys{second[0], second[3]});
}

TEST_CASE("PostgreSQL: what is claimed comes with its messages, but for long ones") {
  Pair pair;
  std::vector<MessageKey> keys;
  for (const std::size_t bytes : {10U, 65'536U, 65'537U}) {
    NewMessage message = test::message("msg_" + std::to_string(bytes), kNow);
    message.occurrence.resize(bytes, ' ');
    pair.first.transaction([&] {
      keys.push_back(pair.first.enqueue(message, {.deliveries = {pair.webhook}, .skips = {}}).key);
    });
  }
  pair.first.transaction(
      [&] { pair.first.enqueue(test::message("msg_other", kNow), {.deliveries = {}}); });
  const std::unique_ptr<StoreReader> reader = pair.first.open_reader();
  CHECK(reader->message_contents({}).empty());
  std::vector<MessageKey> asked = keys;
  asked.push_back(1);  // There is none.
  const auto contents = reader->message_contents(asked);
  CHECK(contents.size() == 2);
  for (const MessageKey key : {keys[0], keys[1]}) {
    CHECK(contents.at(key).id == reader->message_content(key)->id);
    CHECK(contents.at(key).occurrence == reader->message_content(key)->occurrence);
  }
  WaitingBudget budget;
  WaitingDeliveries waiting(pair.webhook, budget);
  StoredMessages messages(*reader);
  CHECK(waiting.take(*reader, messages, kNow, true, false)->message->id == "msg_10");
  CHECK(waiting.take(*reader, messages, kNow, true, false)->message->id == "msg_65536");
  CHECK_FALSE(waiting.take(*reader, messages, kNow, true, false)->message);
}

TEST_CASE("PostgreSQL: many that take at once never get the same, and get everything") {
  Pair pair;
  pair.first.peers()->leave_free(pair.webhook, true);
  pair.enqueue(300);
  std::vector<Keys> taken(4);
  std::vector<std::thread> threads;
  for (Keys& own : taken) {
    threads.emplace_back([&] {
      PostgresStore store(pair.url);
      for (std::size_t before = 1; own.size() != before;) {
        before = own.size();
        own = pair.taken(store, before + 7);
      }
      // What is claimed is let go with the store: it is recorded before.
      for (const DeliveryKey delivery : own) {
        pair.record(store, delivery, DeliveryState::delivered);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  std::set<DeliveryKey> all;
  std::size_t count = 0;
  for (const Keys& own : taken) {
    all.insert(own.begin(), own.end());
    count += own.size();
  }
  CHECK(count == 300);
  CHECK(all.size() == 300);
}

TEST_CASE("PostgreSQL: an attempt counts only where the claim is held") {
  Pair pair;
  pair.enqueue(2);
  pair.record(pair.second, pair.deliveries[0], DeliveryState::exhausted);
  CHECK(pair.state(0) == DeliveryState::pending);
  pair.record(pair.first, pair.deliveries[0], DeliveryState::delivered);
  CHECK(pair.state(0) == DeliveryState::delivered);
  CHECK(pair.second.attempts(pair.deliveries[0], 100, 100).size() == 1);
  // A retry is free, and whoever takes it has it.
  pair.record(pair.first, pair.deliveries[1], DeliveryState::pending);
  CHECK(pair.second.due_retries(pair.webhook, kNow + 4, 9).next_due == kNow + 5);
  CHECK(pair.second.due_retries(pair.webhook, kNow + 5, 9).deliveries.size() == 1);
  CHECK(pair.first.due_retries(pair.webhook, kNow + 5, 9).deliveries.empty());
  pair.record(pair.first, pair.deliveries[1], DeliveryState::exhausted, 2);
  CHECK(pair.state(1) == DeliveryState::pending);
  // Neither does one that comes late, of which there is another already.
  pair.record(pair.second, pair.deliveries[1], DeliveryState::delivered, 1);
  CHECK(pair.state(1) == DeliveryState::pending);
  pair.record(pair.second, pair.deliveries[1], DeliveryState::delivered, 2);
  CHECK(pair.state(1) == DeliveryState::delivered);
}

TEST_CASE("PostgreSQL: whoever is taken for dead loses its claims, and can store nothing more") {
  Pair pair;
  pair.enqueue(3);
  postgres::Database database(pair.url);
  database.execute("UPDATE dispatchers SET has_ended = true WHERE id = 1");
  CHECK_THROWS_AS(pair.record(pair.first, pair.deliveries[0], DeliveryState::exhausted),
                  StoreError);
  pair.end_first();
  CHECK_THROWS_AS(pair.record(pair.first, pair.deliveries[0], DeliveryState::exhausted),
                  StoreError);
  CHECK(pair.taken(pair.second) == pair.deliveries);
  pair.record(pair.second, pair.deliveries[0], DeliveryState::delivered);
  CHECK(pair.state(0) == DeliveryState::delivered);
}

TEST_CASE("PostgreSQL: a health that others have changed meanwhile is not overwritten") {
  Pair pair;
  const auto record = [&](PostgresStore& store, const StoredHealth& health) {
    bool is_taken = false;
    store.transaction([&] { is_taken = store.record_health(pair.webhook, health); });
    return is_taken;
  };
  const std::unique_ptr<StoreReader> reader = pair.first.open_reader();
  CHECK(reader->webhook_health(pair.webhook).version == 0);
  CHECK(record(pair.first, {.health = {.failing_since = kNow, .failures = 1}}));
  CHECK_FALSE(record(pair.second, {.health = {.failing_since = kNow, .failures = 1}}));
  StoredHealth present = reader->webhook_health(pair.webhook);
  CHECK(present.version == 1);
  present.health.failures = 2;
  CHECK(record(pair.second, present));
  CHECK(reader->webhook_health(pair.webhook).health.failures == 2);
  pair.first.transaction([&] { pair.first.reset_health(pair.webhook); });
  CHECK_FALSE(record(pair.second, reader->webhook_health(pair.webhook).resets == 1
                                      ? present
                                      : reader->webhook_health(pair.webhook)));
}

TEST_CASE("PostgreSQL: keys ascend in the order of acceptance, wherever that was") {
  Pair pair;
  DeliveryKey last = 0;
  for (int i = 0; i < 6; ++i) {
    PostgresStore& store = i % 2 == 0 ? pair.first : pair.second;
    store.transaction([&] {
      const EnqueuedMessage enqueued =
          store.enqueue(test::message("msg_in_order_" + std::to_string(i), kNow),
                        {.deliveries = {pair.webhook}, .skips = {}});
      CHECK(enqueued.key > last);
      last = enqueued.deliveries.at(0);
    });
  }
}

TEST_CASE("PostgreSQL: what one has done, the others hear") {
  Pair pair;
  test::Arrivals<PeerNews> heard;
  {
    PostgresStore third(pair.url);
    const auto hears = [&](const auto& is_meant) {
      // All that has come is looked at again, since nothing says how much is told together.
      for (std::size_t count = 1;; ++count) {
        const std::vector<PeerNews> news = heard.wait_for(count);
        if (is_meant(news.back())) {
          return true;
        }
      }
    };
    third.peers()->follow([&](const PeerNews& news) { heard.add(news); });
    CHECK(hears([](const PeerNews& news) { return news.webhooks_changed && news.work_freed; }));
    pair.first.transaction([&] { pair.first.create_workspace("new", kNow); });
    CHECK(hears([](const PeerNews& news) { return news.access_changed && !news.work_freed; }));
    pair.first.transaction([&] {
      CHECK(pair.first.has_foreign_changes() == false);
      pair.first.update_webhook(pair.webhook, test::webhook(test::kFirstId), 2, kNow);
    });
    CHECK(hears([](const PeerNews& news) { return news.webhooks_changed && !news.work_freed; }));
    const StoredHealth failing{.health = {.failing_since = kNow, .failures = 1}, .version = 0};
    pair.first.transaction([&] { CHECK(pair.first.record_health(pair.webhook, failing)); });
    CHECK(hears([&](const PeerNews& news) {
      return news.health == std::vector<WebhookKey>{pair.webhook};
    }));
    pair.first.peers()->leave_free(pair.webhook, true);
    pair.enqueue(1);
    CHECK(hears([&](const PeerNews& news) {
      return news.has_work == std::vector<WebhookKey>{pair.webhook};
    }));
    pair.first.peers()->leave();
    CHECK(hears([](const PeerNews& news) { return news.work_freed && !news.webhooks_changed; }));
  }
}

TEST_CASE("PostgreSQL: what comes with the answer to a question is heard at once") {
  const std::string url = PostgresServer::shared().new_store();
  postgres::Database database(url);
  postgres::Membership membership(database);
  postgres::PeersThread peers(url, membership, std::chrono::hours(1));
  test::Arrivals<PeerNews> heard;
  std::atomic<bool> is_first = true;
  peers.follow([&](const PeerNews& news) {
    if (is_first.exchange(false)) {
      database.execute("NOTIFY hookstorm, 'work 7'");  // Just before it looks around.
    }
    heard.add(news);
  });
  CHECK(heard.wait_for(2)[1].has_work == std::vector<WebhookKey>{7});
  peers.leave();
}

TEST_CASE("PostgreSQL: who is silent for too long is ended at once") {
  const std::string url = PostgresServer::shared().new_store();
  postgres::Database database(url);
  postgres::Membership silent(database);
  postgres::Membership membership(database);
  const auto set_left = [&](std::int64_t milliseconds) {
    database
        .query(
            "UPDATE dispatchers SET alive_until = clock_timestamp() + ? * interval '1 millisecond' "
            "WHERE id = ?")
        .bind(milliseconds)
        .bind(silent.number())
        .run();
  };
  set_left(5000);
  const postgres::Membership::Silence before = membership.stay(database);
  CHECK_FALSE(before.is_any);
  CHECK(before.next_in.count() > 0);
  CHECK(before.next_in.count() <= 5000);
  set_left(-1);
  CHECK(membership.stay(database).is_any);
  set_left(500);
  postgres::PeersThread peers(url, membership, std::chrono::hours(1));
  test::Arrivals<PeerNews> heard;
  peers.follow([&](const PeerNews& news) { heard.add(news); });
  CHECK(heard.wait_for(2)[1].work_freed);
  CHECK(database.number("SELECT count(*) FROM dispatchers") == 1);
  peers.leave();
}

TEST_CASE(
    "PostgreSQL: what one commits, those hear who want it, and those who want it just after") {
  Pair pair;
  test::Arrivals<PeerNews> heard;
  const auto committed = [&] {
    CommittedChanges all;
    for (const PeerNews& news : heard.items()) {
      for (const DeliveryKey key : news.committed.deliveries) {
        all.deliveries.push_back(key);
      }
      for (const CaptureKey& key : news.committed.captures) {
        all.captures.push_back(key);
      }
    }
    return all;
  };
  const auto hears = [&](const auto& is_meant) {
    for (std::size_t count = heard.items().size();; ++count) {
      heard.wait_for(count);
      if (is_meant(committed())) {
        return true;
      }
    }
  };
  pair.first.peers()->follow([](const PeerNews&) {});
  pair.second.peers()->follow([&](const PeerNews& news) { heard.add(news); });
  pair.first.peers()->tell({.deliveries = {5, 6, 5}, .health = {}});
  pair.second.peers()->want_changes(true);
  CHECK(hears([](const CommittedChanges& all) { return all.deliveries == Keys{5, 6}; }));
  pair.first.peers()->want_changes(true);
  pair.second.peers()->tell({.deliveries = {1}, .health = {}});  // It knows that itself.
  CommittedChanges many{.deliveries = {}, .health = {}, .captures = {{.inbox = 3, .number = 4}}};
  for (DeliveryKey key = 1; key <= 3000; ++key) {
    many.deliveries.push_back((DeliveryKey{1} << 52) + key);
  }
  pair.first.peers()->tell(many);
  CHECK(hears([&](const CommittedChanges& all) {
    return all.captures == many.captures && all.deliveries.size() == 3002;
  }));
  {
    // Who comes to want it just after hears it too, though it was told already.
    PostgresStore third(pair.url);
    test::Arrivals<CommittedChanges> told_again;
    third.peers()->follow([&](const PeerNews& news) {
      if (news.committed.size() > 0) {
        told_again.add(news.committed);
      }
    });
    third.peers()->want_changes(true);
    told_again.wait_for(1);
    third.peers()->leave();
  }
  // Where nobody wants it any more, it is not told.
  pair.first.peers()->want_changes(false);
  pair.second.peers()->want_changes(false);
  postgres::Database database(pair.url);
  while (database.number("SELECT count(*) FROM dispatchers WHERE wants_changes") != 0) {
    std::this_thread::yield();
  }
  pair.first.peers()->leave();
  pair.second.peers()->leave();
}

TEST_CASE("PostgreSQL: deliveries that are read by their keys are as in the list") {
  Pair pair;
  pair.enqueue(2);
  pair.record(pair.first, pair.deliveries[1], DeliveryState::pending);
  pair.record(pair.first, pair.deliveries[0], DeliveryState::delivered);
  pair.enqueue(1);
  const std::unique_ptr<StoreReader> reader = pair.second.open_reader();
  const Listed<ListedDelivery> listed =
      reader->deliveries({.message = {.workspace = kDefaultWorkspace}},
                         std::numeric_limits<DeliveryKey>::max(), {.found_max = 9, .rows_max = 9});
  REQUIRE(listed.records.size() == 3);
  // The last first, and one that is not there among them.
  const std::vector<ListedDelivery> read =
      reader->deliveries({listed.records[2].key, 1, listed.records[0].key, listed.records[1].key});
  REQUIRE(read.size() == 3);
  for (std::size_t index = 0; index < read.size(); ++index) {
    const ListedDelivery& found = read[index];
    const ListedDelivery& expected = listed.records[(index + 2) % 3];
    CHECK(found.key == expected.key);
    CHECK(found.message == expected.message);
    CHECK(found.webhook == expected.webhook);
    CHECK(found.message_id == expected.message_id);
    CHECK(found.webhook_id == expected.webhook_id);
    CHECK(found.trigger == expected.trigger);
    CHECK(found.accepted_at == expected.accepted_at);
    CHECK(found.state == expected.state);
    CHECK(found.attempts == expected.attempts);
    CHECK(found.due_at == expected.due_at);
    CHECK(found.workspace == expected.workspace);
    CHECK(found.last_attempt.has_value() == (expected.attempts > 0));
    if (found.last_attempt) {
      CHECK(found.last_attempt->attempted_at == expected.last_attempt->attempted_at);
      CHECK(found.last_attempt->status == expected.last_attempt->status);
    }
  }
  CHECK(reader->deliveries(std::vector<DeliveryKey>{}).empty());
}

TEST_CASE("PostgreSQL: captures that come in at two at once get numbers of their own") {
  Pair pair;
  InboxKey inbox = 0;
  pair.first.transaction([&] {
    pair.first.create_inbox({.id = "in", .workspace = kDefaultWorkspace, .answer = {}}, kNow);
    inbox = pair.first.inbox("in", 1)->key;
  });
  const auto capture = [&](PostgresStore& store) {
    for (int i = 0; i < 100; ++i) {
      store.transaction([&] {
        store.add_capture(inbox, {.head = {.at = kNow, .method = "POST"}, .body = "b"}, {});
      });
    }
  };
  std::thread other([&] { capture(pair.second); });
  capture(pair.first);
  other.join();
  const StoredInbox stored = pair.first.inbox(inbox).value();
  CHECK(stored.capture_count() == 200);
  CHECK(pair.first.captures(inbox, 1000, 1000).size() == 200);
  pair.first.transaction([&] { pair.first.delete_inbox(inbox); });
  CHECK_FALSE(pair.first.inbox(inbox));
}

TEST_CASE("PostgreSQL: the requests of a token add up wherever they come in, and end together") {
  Pair pair;
  TokenKey token = 0;
  pair.first.transaction([&] {
    token = pair.first.create_token({.id = "tok_1",
                                     .workspace = kDefaultWorkspace,
                                     .name = "first",
                                     .scopes = {},
                                     .hash = "hash",
                                     .created_at = kNow});
  });
  const RateLimits limits{.per_second = 0, .per_month = 1000};
  std::int64_t passed = 0;
  AccessTable first(read_access(pair.first), limits);
  AccessTable second(read_access(pair.second), limits);
  const auto ask = [&](PostgresStore& store, AccessTable& table, EpochMilliseconds now) {
    const AccessTable::Use use = table.count(token, now);
    passed += use.verdict.passes ? 1 : 0;
    if (use.to_write) {
      store.transaction([&] {
        table.take_over(token, *use.to_write, store.record_token_use(token, now, *use.to_write));
      });
    }
  };
  for (int i = 0; i < 2000; ++i) {
    ask(pair.first, first, kNow + i);
    ask(pair.second, second, kNow + i);
  }
  CHECK(passed >= 1000);
  CHECK(passed <= 1000 + 1000 / AccessTable::kPartsOfMonth);
  CHECK(pair.first.tokens().at(0).month.requests == passed);
}

TEST_CASE("PostgreSQL: what waits for a deleted webhook is cancelled, however much and whenever") {
  Pair pair;
  pair.enqueue(3);
  pair.record(pair.first, pair.deliveries[0], DeliveryState::delivered);
  pair.record(pair.first, pair.deliveries[1], DeliveryState::pending);
  pair.first.transaction([&] { pair.first.delete_webhook(pair.webhook, kNow); });
  CHECK(pair.state(0) == DeliveryState::delivered);
  CHECK(pair.state(1) == DeliveryState::cancelled);
  CHECK(pair.state(2) == DeliveryState::cancelled);
  // Accepted by one that had not heard of it, and more than goes at once.
  pair.enqueue(1);
  postgres::Database database(pair.url);
  database.execute(
      "INSERT INTO deliveries (id, message, webhook, workspace, attempts, due_at, state) "
      "SELECT (1::bigint << 40) + 1000000 + n, 1, 1, 1, 0, 1, 'pending' "
      "FROM generate_series(1, 7000) AS n");
  const auto prune = [&] {
    PruneStep step;
    int steps = 0;
    for (; !step.is_last; ++steps) {
      pair.second.transaction(
          [&] { step = pair.second.prune_messages({.before = kNow}, step.position, 50); });
    }
    return steps;
  };
  CHECK(prune() == 3);
  CHECK(database.number("SELECT count(*) FROM deliveries WHERE state = 'pending'") == 0);
  CHECK(pair.state(3) == DeliveryState::cancelled);
  CHECK(database.number("SELECT count(*) FROM webhooks WHERE is_settled") == 1);
  // One that was deleted just now may still come to something.
  pair.first.transaction([&] {
    const WebhookKey webhook =
        pair.first.create_webhook(kDefaultWorkspace, test::webhook(test::kSecondId), kNow);
    pair.first.delete_webhook(webhook, system_clock()());
  });
  CHECK(prune() == 1);
  CHECK(database.number("SELECT count(*) FROM webhooks WHERE is_settled") == 1);
}

TEST_CASE("PostgreSQL: what is pending is taken by its index, however much there is") {
  postgres::Database database(PostgresServer::shared().new_store());
  SUBCASE("on the first day") {}
  SUBCASE("after many days") {
    for (std::int64_t day = 2; day <= 9; ++day) {
      postgres::add_partition(database, {.number = day, .begins_at = kNow + day});
    }
    database.execute(
        "INSERT INTO deliveries (id, message, webhook, workspace, attempts, due_at, state) "
        "SELECT (day << 40) + n, 1, n % 7, 1, 1, n, 'delivered' "
        "FROM generate_series(2::bigint, 9) AS day, generate_series(1, 5000) AS n");
  }
  database.execute(
      "INSERT INTO deliveries (id, message, webhook, workspace, attempts, due_at, state, "
      "claimed_by) SELECT (1::bigint << 40) + n, 1, n % 7, 1, n % 2, n, 'pending', n % 3 "
      "FROM generate_series(1, 20000) AS n; ANALYZE deliveries");
  postgres::Claims claims(database, 2);
  CHECK(claims.first_attempts(3, 5000).size() > 900);
  CHECK(claims.due_retries(3, 10'000, 5000).deliveries.size() > 400);
  static_cast<void>(database.number("SELECT count(*) FROM deliveries"));
  std::vector<std::pair<std::string, std::string>> statements;
  {
    sql::Query query = database.query(
        "SELECT name, statement FROM pg_prepared_statements WHERE statement LIKE '%claimed_by%' "
        "AND statement NOT LIKE '%pg_prepared%'");
    while (query.step()) {
      statements.emplace_back(query.text(0), query.text(1));
    }
  }
  REQUIRE(statements.size() == 5);
  std::deque<std::string> explained;  // A statement's address is what it is kept by.
  for (const auto& prepared : statements) {
    const std::string& statement = prepared.second;
    const auto parameters = std::count(statement.begin(), statement.end(), '$');
    const bool has_moment = statement.find("due_at <= $3") != std::string::npos;
    explained.push_back("EXPLAIN EXECUTE " + prepared.first + "(2, 3" +
                        (parameters > 2 ? (has_moment ? ", 10000, 64)" : ", 64)") : ")"));
    sql::Query query = database.query(explained.back().c_str());
    std::string plan;
    while (query.step()) {
      plan.append(query.text(0)).append("\n");
    }
    CAPTURE(statement);
    CAPTURE(plan);
    CHECK(plan.find("webhook_claimed_by") != std::string::npos);
    CHECK(plan.find("Seq Scan on") == std::string::npos);
    CHECK(plan.find("Sort  (") == std::string::npos);
    CHECK(plan.find("pkey on deliveries_1 deliveries") == std::string::npos);
  }
}

TEST_CASE("PostgreSQL: one that comes back is somebody else, and does not overwrite") {
  const std::string url = PostgresServer::shared().new_store();
  postgres::Database database(url);
  postgres::Membership member(database);
  postgres::Membership other(database);
  const std::int64_t number = member.number();
  CHECK(member.safe_number() == number);
  member.stay(database);
  other.stay(database);
  CHECK(member.number() == number);
  CHECK(member.share() == Share{.rank = 0, .count = 2});
  CHECK(other.share() == Share{.rank = 1, .count = 2});
  CHECK_FALSE(other.end_silent(database));
  database.execute("UPDATE dispatchers SET alive_until = clock_timestamp() WHERE id = 1");
  CHECK(other.end_silent(database));
  member.stay(database);
  CHECK(member.number() > other.number());
  CHECK(member.safe_number() == member.number());
  CHECK(member.share() == Share{.rank = 1, .count = 2});
  member.leave(database);
  CHECK(member.safe_number() == 0);
  other.stay(database);
  CHECK(other.share() == Share{.rank = 0, .count = 1});
}

TEST_CASE("PostgreSQL: an ordered webhook has one owner, until that is dead") {
  Pair pair;
  const std::unique_ptr<StoreReader> first = pair.first.open_reader();
  const std::unique_ptr<StoreReader> second = pair.second.open_reader();
  CHECK(first->own(pair.webhook));
  CHECK(first->own(pair.webhook));
  CHECK_FALSE(second->own(pair.webhook));
  CHECK(second->own(pair.webhook + 1));
  pair.end_first();
  CHECK(second->own(pair.webhook));
}

TEST_CASE("PostgreSQL: a change of webhooks is known to all, and no change is lost to another") {
  Pair pair;
  const auto change = [&](PostgresStore& store, std::int64_t revision) {
    store.update_webhook(pair.webhook, test::webhook(test::kFirstId), revision, kNow);
  };
  const auto has_foreign_changes = [](PostgresStore& store) {
    bool has = false;
    store.transaction([&] { has = store.has_foreign_changes(); });
    return has;
  };
  CHECK(has_foreign_changes(pair.second));
  CHECK_FALSE(has_foreign_changes(pair.second));
  pair.second.transaction([&] { change(pair.second, 2); });
  CHECK_FALSE(has_foreign_changes(pair.second));
  // What did not happen leaves the list as old as it was.
  CHECK_THROWS_AS(pair.first.transaction([&] {
    CHECK(pair.first.has_foreign_changes());
    throw std::runtime_error("no");
  }),
                  std::runtime_error);
  CHECK(has_foreign_changes(pair.first));
  CHECK_THROWS_AS(pair.first.transaction([&] {
    pair.second.transaction([&] { change(pair.second, 3); });
    change(pair.first, 3);
  }),
                  StoreConflict);
  CHECK(pair.first.webhook(kDefaultWorkspace, test::kFirstId)->revision == 3);
  auto log = test::quiet_log();
  Writer writer(pair.first, log);
  bool is_first_run = true;
  CHECK(test::write(writer, [&](Store& store, WebhookRegistry& registry) {
    const std::int64_t revision = registry.find(pair.webhook)->revision + 1;
    if (std::exchange(is_first_run, false)) {
      pair.second.transaction([&] { change(pair.second, revision); });
    }
    store.update_webhook(pair.webhook, test::webhook(test::kFirstId), revision, kNow);
  }));
  CHECK(pair.first.webhook(kDefaultWorkspace, test::kFirstId)->revision == 5);
}

TEST_CASE("PostgreSQL: a request that comes to two processes at once is answered once") {
  Pair pair;
  postgres::Database database(pair.url);
  const auto is_one_waiting = [&] {
    return database.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0;
  };
  std::optional<StoredAnswer> found;
  std::atomic<bool> has_ended = false;
  std::thread other;
  pair.first.transaction([&] {
    CHECK_FALSE(pair.first.answer(kDefaultWorkspace, "key"));
    other = std::thread([&] {
      pair.second.transaction([&] { found = pair.second.answer(kDefaultWorkspace, "key"); });
      has_ended = true;
    });
    while (!has_ended && !is_one_waiting()) {
      std::this_thread::yield();
    }
    pair.first.remember_answer(kDefaultWorkspace, "key",
                               {.request_digest = "digest", .body = "{}", .answered_at = kNow});
  });
  other.join();
  REQUIRE(found);
  CHECK(found->body == "{}");
}
