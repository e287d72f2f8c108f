// That a file of every earlier version of the schema is taken over. To add a migration, add the
// version before it to tests/golden/store/.
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "native/store/sqlite_store.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

std::int64_t version_of(const std::string& path) {
  sqlite::Database database(path, sqlite::Access::read);
  sqlite::Query query = database.query("PRAGMA user_version");
  REQUIRE(query.step());
  return query.integer(0);
}

/// Everything that makes up the schema, in a text.
std::string schema_of(const std::string& path) {
  sqlite::Database database(path, sqlite::Access::read);
  sqlite::Query query = database.query(
      "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1");
  std::string schema;
  while (query.step()) {
    schema.append(query.text(0)).append("\n");
  }
  return schema;
}

void write_version(const std::string& path, std::int64_t version) {
  std::ifstream file(std::string(HOOKSTORM_GOLDEN_DIR) + "/store/version_" +
                     std::to_string(version) + ".sql");
  const std::string script{std::istreambuf_iterator<char>(file), {}};
  INFO("version ", version);
  REQUIRE_FALSE(script.empty());
  sqlite::Database database(path, sqlite::Access::write);
  database.execute(script.c_str());
}

/// What each version holds, from the one on that can hold it.
void check_content(Store& store, std::int64_t version) {
  CHECK(store.webhooks().size() == 2);
  REQUIRE(store.webhook(kDefaultWorkspace, test::kFirstId));
  CHECK(store.webhook(kDefaultWorkspace, test::kFirstId)->webhook.secret->key ==
        std::string(32, 'k'));
  const std::optional<StoredMessage> message = store.message(kDefaultWorkspace, "msg_1");
  REQUIRE(message);
  REQUIRE(message->deliveries.size() == 1);
  CHECK(message->deliveries[0].progress.state == DeliveryState::pending);
  CHECK(message->deliveries[0].progress.due_at == 1'700'000'005'001);
  REQUIRE(message->deliveries[0].attempts.size() == 1);
  CHECK(message->deliveries[0].attempts[0].response_body == "no");
  REQUIRE(message->skips.size() == 2);
  CHECK(message->skips[0].reason == SkipReason::disabled);
  if (version >= 2) {
    REQUIRE(store.message(kDefaultWorkspace, "msg_2"));
    CHECK(store.message(kDefaultWorkspace, "msg_2")->skips.at(0).explanation == "1 > 2 is false");
  }
  if (version >= 3) {
    CHECK(store.webhook_health(1).resets == 2);
    CHECK(store.webhook_health(1).health.failures == 1);
  }
  CHECK(store.workspaces().size() == 1);
  CHECK(store.workspaces()[0].name == "default");
  CHECK(store.webhooks()[0].workspace == kDefaultWorkspace);
  const MessageFilter all{.workspace = kDefaultWorkspace};
  CHECK(store.deliveries({.message = all}, 1000, {.found_max = 9, .rows_max = 9}).records.size() >=
        1);
  if (version >= 5) {
    REQUIRE(store.answer(kDefaultWorkspace, "key-1"));
    CHECK(store.answer(kDefaultWorkspace, "key-1")->request_digest == std::string("\0\xFF", 2));
  }
  if (version >= 9) {
    const std::optional<StoredInbox> inbox = store.inbox(std::string(32, 'f'), 0);
    REQUIRE(inbox);
    REQUIRE(store.capture(inbox->key, 2));
    CHECK(store.capture(inbox->key, 2)->body == std::string("\0\xFF", 2));
  }
}

}  // namespace

TEST_CASE(
    "migrations: lead from every earlier version to what a new file is, with all that it holds") {
  const test::TemporaryFolder folder;
  const std::string fresh = folder.file("fresh.db");
  { const SqliteStore store(fresh); }
  const std::int64_t latest = version_of(fresh);
  const std::string schema = schema_of(fresh);
  for (std::int64_t version = 1; version < latest; ++version) {
    const std::string path = folder.file("version_" + std::to_string(version) + ".db");
    write_version(path, version);
    REQUIRE(version_of(path) == version);
    for (int opening = 0; opening < 2; ++opening) {
      SqliteStore store(path);
      check_content(store, version);
      CHECK(store.message(kDefaultWorkspace, "msg_new").has_value() == (opening == 1));
      store.transaction([&] {
        if (opening == 0) {
          store.enqueue(test::message("msg_new", 1'700'000'000'000), {.deliveries = {1}});
        }
      });
    }
    CHECK(version_of(path) == latest);
    CHECK(schema_of(path) == schema);
  }
}

TEST_CASE("migrations: the first key encrypts what an earlier version holds") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("hookstorm.db");
  write_version(path, 1);
  const SecretsKey key{std::string(SecretsKey::kBytes, 'a')};
  SqliteStore store(path, key);
  check_content(store, 1);
  sqlite::Database database(path, sqlite::Access::read);
  sqlite::Query query =
      database.query("SELECT 1 FROM webhook_revisions WHERE configuration LIKE '%whsec_%'");
  CHECK_FALSE(query.step());
}
