#include "native/store/sqlite_store.hpp"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "statement_log.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

/// What opening says; empty where it works.
std::string refusal(const std::string& path) {
  try {
    const SqliteStore store(path);
    return "";
  } catch (const StoreError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("sqlite: a database that a newer program wrote is refused, and left as it was") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("hookstorm.db");
  REQUIRE(refusal(path).empty());
  {
    sqlite::Database database(path, sqlite::Access::write);
    database.execute("PRAGMA user_version = 99");
  }
  CHECK(refusal(path).find("newer Hookstorm") != std::string::npos);
  CHECK(refusal(path).find("99") != std::string::npos);
}

TEST_CASE("sqlite: a database of version 1 is taken over with all that is in it") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("hookstorm.db");
  {
    std::ifstream file(std::string(HOOKSTORM_GOLDEN_DIR) + "/store/version_1.sql");
    const std::string script{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(script.empty());
    sqlite::Database database(path, sqlite::Access::write);
    database.execute(script.c_str());
  }
  for (int opening = 0; opening < 2; ++opening) {
    SqliteStore store(path);
    CHECK(store.webhooks().size() == 2);
    const std::optional<StoredMessage> message = store.message(kDefaultWorkspace, "msg_1");
    REQUIRE(message);
    REQUIRE(message->deliveries.size() == 1);
    CHECK(message->deliveries[0].progress.due_at == 1'700'000'005'001);
    REQUIRE(message->deliveries[0].attempts.size() == 1);
    CHECK(message->deliveries[0].attempts[0].response_body == "no");
    REQUIRE(message->skips.size() == 2);
    CHECK(message->skips[0].webhook_id == test::kSecondId);
    CHECK(message->skips[0].reason == SkipReason::disabled);
    CHECK(message->skips[0].explanation.empty());
    CHECK(message->skips[1].reason == SkipReason::trigger);
    const WebhookKey webhook =
        store.webhook(kDefaultWorkspace, message->deliveries[0].webhook_id)->key;
    CHECK(store.due_retries(webhook, 1'700'000'005'001, 10).deliveries.size() == 1);
    CHECK(store.webhook_health(webhook).health.failures == static_cast<unsigned>(opening));
    store.transaction([&] {
      CHECK(store.record_health(webhook, {.health = {.failing_since = 5, .failures = 1}}));
    });
    const std::string id = "msg_new_" + std::to_string(opening);
    store.transaction([&] {
      store.enqueue(
          test::message(id, 1'700'000'000'000),
          {.deliveries = {}, .skips = {{1, test::kFirstId, SkipReason::filter, "1 > 2 is false"}}});
    });
    CHECK(store.message(kDefaultWorkspace, id)->skips.at(0).explanation == "1 > 2 is false");
  }
}

TEST_CASE("sqlite: a reason that is not known is told, not taken for another") {
  const test::TemporaryFolder folder;
  SqliteStore store(folder.file("hookstorm.db"));
  store.transaction([&] {
    store.create_webhook(kDefaultWorkspace, test::webhook(test::kFirstId), 1'700'000'000'000);
    store.enqueue(test::message("msg_1", 1'700'000'000'000),
                  {.deliveries = {}, .skips = {{1, test::kFirstId, SkipReason::trigger, ""}}});
  });
  sqlite::Database database(folder.file("hookstorm.db"), sqlite::Access::write);
  database.execute("PRAGMA ignore_check_constraints = 1; UPDATE skips SET reason = 'whim'");
  CHECK_THROWS_WITH_AS(store.message(kDefaultWorkspace, "msg_1"), doctest::Contains("whim"),
                       StoreError);
}

TEST_CASE("sqlite: a database of another program, and what is no database, are refused") {
  const test::TemporaryFolder folder;
  {
    sqlite::Database database(folder.file("other.db"), sqlite::Access::write);
    database.execute("CREATE TABLE things (id INTEGER)");
  }
  CHECK(refusal(folder.file("other.db")).find("another program") != std::string::npos);
  std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
  CHECK_FALSE(refusal(folder.file("text.db")).empty());
  CHECK(refusal(folder.file("missing/hookstorm.db")).find("cannot be opened") != std::string::npos);
}

TEST_CASE("sqlite: a second opening is refused while the first lasts") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("hookstorm.db");
  {
    const SqliteStore first(path);
    CHECK(refusal(path).find("in use") != std::string::npos);
  }
  CHECK(refusal(path).empty());
}

TEST_CASE("sqlite: the file, which holds secrets, is its owner's alone") {
  const test::TemporaryFolder folder;
  const SqliteStore store(folder.file("hookstorm.db"));
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    struct stat status {};
    REQUIRE(stat((folder.file("hookstorm.db") + suffix).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
  }
}

TEST_CASE("sqlite: a new file shrinks once much of it is free; an older one stays, and works") {
  for (const bool is_new : {true, false}) {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("hookstorm.db");
    if (!is_new) {
      sqlite::Database database(path, sqlite::Access::write);
      database.execute("PRAGMA auto_vacuum = NONE; PRAGMA application_id = 0x486F6F6B");
    }
    SqliteStore store(path);
    store.transaction([&] {
      for (int i = 0; i < 2000; ++i) {
        store.enqueue(test::message("msg_" + std::to_string(i), 1'700'000'000'000), {});
      }
    });
    const auto pages = [&] {
      sqlite::Database database(path, sqlite::Access::read);
      sqlite::Query query = database.query("PRAGMA page_count");
      REQUIRE(query.step());
      return query.integer(0);
    };
    const std::int64_t pages_full = pages();
    bool is_more = true;
    store.transaction([&] { is_more = store.shrink(); });
    CHECK_FALSE(is_more);
    CHECK(pages() == pages_full);
    store.transaction([&] { CHECK(store.prune_messages({.kept = 1}, 0, 10'000).removed == 1999); });
    int steps = 0;
    do {
      store.transaction([&] { is_more = store.shrink(); });
      ++steps;
    } while (is_more);
    CHECK((pages() < pages_full / 2) == is_new);
    CHECK((steps > 5) == is_new);
    CHECK(store.message(kDefaultWorkspace, "msg_1999"));
  }
}

TEST_CASE("sqlite: what is old, and whether anything of it is pending, is found without a scan") {
  const test::TemporaryFolder folder;
  const SqliteStore store(folder.file("hookstorm.db"));
  sqlite::Database database(folder.file("hookstorm.db"), sqlite::Access::read);
  for (const char* sql :
       {"EXPLAIN QUERY PLAN SELECT id FROM messages WHERE id > 1 ORDER BY id LIMIT 1",
        "EXPLAIN QUERY PLAN SELECT 1 FROM deliveries WHERE message = 1 AND state = 'pending'",
        "EXPLAIN QUERY PLAN SELECT 1 FROM attempts WHERE delivery = 1",
        "EXPLAIN QUERY PLAN SELECT 1 FROM skips WHERE message = 1"}) {
    sqlite::Query query = database.query(sql);
    while (query.step()) {
      CHECK(query.text(3).find("SCAN") == std::string_view::npos);
    }
  }
}

TEST_CASE("sqlite: commits are synced, and due deliveries are found by their index") {
  const test::TemporaryFolder folder;
  SqliteStore store(folder.file("hookstorm.db"));
  sqlite::Database database(folder.file("hookstorm.db"), sqlite::Access::read);
  {
    sqlite::Query query = database.query("PRAGMA journal_mode");
    REQUIRE(query.step());
    CHECK(query.text(0) == "wal");
  }
  {
    const test::StatementLog log;
    const std::unique_ptr<StoreReader> reader = store.open_reader();
    static_cast<void>(reader->first_attempts(1, 5, 3));
    static_cast<void>(reader->due_retries(1, 5, 3));
  }
  const test::Plans plans = test::plans_of(test::StatementLog::seen(), folder.file("hookstorm.db"));
  CHECK(plans.size() == 3);
  for (const auto& planned : plans) {
    const std::string& statement = planned.first;
    const std::string& plan = planned.second;
    CAPTURE(statement);
    CAPTURE(plan);
    const bool is_first = statement.find("attempts = 0") != std::string::npos;
    CHECK(plan.find(is_first ? "deliveries_untried" : "deliveries_to_retry") != std::string::npos);
    CHECK(plan.find("TEMP B-TREE") == std::string::npos);
    CHECK(plan.find("SCAN") == std::string::npos);
  }
}
