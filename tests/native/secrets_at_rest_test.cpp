// That secrets are stored encrypted where a key is given.
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "native/store/postgres_store.hpp"
#include "native/store/sql/delivery_log.hpp"
#include "native/store/sqlite_store.hpp"
#include "postgres_server.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

const SecretsKey kKey{std::string(SecretsKey::kBytes, 'a')};
const SecretsKey kOtherKey{std::string(SecretsKey::kBytes, 'b')};

/// A webhook with two secrets that stand in it alone.
Webhook webhook_of(const std::string& id) {
  Webhook webhook = test::webhook(id);
  webhook.previous_secrets.push_back({Secret{std::string(32, 'p')}, kNow});
  return webhook;
}

/// Of both secrets, as they are written, with and without their prefix.
const std::string kPresent = Secret{std::string(32, 'k')}.text().substr(6);
const std::string kPrevious = Secret{std::string(32, 'p')}.text().substr(6);

struct Fixture {
  test::TemporaryFolder folder;
  std::string path = folder.file("hookstorm.db");

  void write(const std::optional<SecretsKey>& key, const std::function<void(Store&)>& work) const {
    SqliteStore store(path, key);
    store.transaction([&] { work(store); });
  }

  /// A webhook of two revisions, and one that is deleted.
  void fill(const std::optional<SecretsKey>& key) const {
    write(key, [](Store& store) {
      const WebhookKey webhook =
          store.create_webhook(kDefaultWorkspace, webhook_of(test::kFirstId), kNow);
      store.update_webhook(webhook, webhook_of(test::kFirstId), 2, kNow);
      store.delete_webhook(
          store.create_webhook(kDefaultWorkspace, webhook_of(test::kSecondId), kNow), kNow);
    });
  }

  /// Whether the bytes stand in the file or beside it.
  [[nodiscard]] bool holds(const std::string& bytes) const {
    for (const char* suffix : {"", "-wal"}) {
      std::ifstream file(path + suffix, std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      if (text.find(bytes) != std::string::npos) {
        return true;
      }
    }
    return false;
  }

  /// What opening says; empty where it works.
  [[nodiscard]] std::string refusal(const std::optional<SecretsKey>& key) const {
    try {
      const SqliteStore store(path, key);
      return "";
    } catch (const StoreError& error) {
      return error.what();
    }
  }

  void check_secrets(const std::optional<SecretsKey>& key) const {
    SqliteStore store(path, key);
    const std::unique_ptr<StoreReader> reader = store.open_reader();
    for (StoreReader* each : {static_cast<StoreReader*>(&store), reader.get()}) {
      const std::optional<StoredWebhook> stored = each->webhook(kDefaultWorkspace, test::kFirstId);
      REQUIRE(stored);
      CHECK(stored->webhook.secret->key == std::string(32, 'k'));
      CHECK(stored->webhook.previous_secrets.at(0).secret.key == std::string(32, 'p'));
      CHECK(each->webhooks().at(0).webhook.secret->key == std::string(32, 'k'));
      for (const WebhookKey webhook : {1, 2}) {
        CHECK(each->webhook_revision(webhook, 1)->secret->key == std::string(32, 'k'));
      }
    }
  }
};

}  // namespace

TEST_CASE("secrets: with a key, none of them stands in the file, and all come back") {
  const Fixture fixture;
  fixture.fill(kKey);
  CHECK_FALSE(fixture.holds(kPresent));
  CHECK_FALSE(fixture.holds(kPrevious));
  CHECK(fixture.holds("sealed:v1:"));
  fixture.check_secrets(kKey);
}

TEST_CASE("secrets: without a key they are stored as they are, as before there were keys") {
  const Fixture fixture;
  fixture.fill(std::nullopt);
  CHECK(fixture.holds(kPresent));
  CHECK(fixture.holds(kPrevious));
  fixture.check_secrets(std::nullopt);
}

TEST_CASE("secrets: the first key seals all that is there, and leaves no trace of it") {
  const Fixture fixture;
  fixture.fill(std::nullopt);
  fixture.write(std::nullopt, [](Store& store) {
    for (int revision = 3; revision < 100; ++revision) {  // Over many pages.
      store.update_webhook(1, webhook_of(test::kFirstId), revision, kNow);
    }
  });
  REQUIRE(fixture.holds(kPresent));
  {
    const SqliteStore store(fixture.path, kKey);
    CHECK_FALSE(fixture.holds(kPresent));
    CHECK_FALSE(fixture.holds(kPrevious));
  }
  fixture.check_secrets(kKey);
  sqlite::Database database(fixture.path, sqlite::Access::read);
  sqlite::Query query = database.query(
      "SELECT count(*), count(DISTINCT configuration), min(created_at) FROM webhook_revisions "
      "WHERE configuration LIKE '%\"secret\":\"sealed:v1:%\"secret\":\"sealed:v1:%'");
  REQUIRE(query.step());
  CHECK(query.integer(0) == 100);
  CHECK(query.integer(1) == 100);
  CHECK(query.integer(2) == kNow);
}

TEST_CASE("secrets: once they are encrypted, no key and another key are refused, and say so") {
  const Fixture fixture;
  fixture.fill(kKey);
  CHECK(fixture.refusal(std::nullopt).find("--secrets-key-file") != std::string::npos);
  CHECK(fixture.refusal(kOtherKey).find("another key") != std::string::npos);
  CHECK(fixture.refusal(kKey).empty());
  // Also where there is no secret yet.
  const Fixture empty;
  CHECK(empty.refusal(kKey).empty());
  CHECK(empty.refusal(kOtherKey).find("another key") != std::string::npos);
  CHECK(empty.refusal(std::nullopt).find("HOOKSTORM_SECRETS_KEY") != std::string::npos);
}

TEST_CASE("secrets: one that begins like a sealed text is sealed like any other") {
  const Fixture fixture;
  Webhook webhook = test::webhook(test::kFirstId);
  webhook.signature = SignatureScheme::livestorm;
  webhook.secret = Secret{"sealed:v1:AAAA", SecretKind::text};
  fixture.write(std::nullopt,
                [&](Store& store) { store.create_webhook(kDefaultWorkspace, webhook, kNow); });
  CHECK(fixture.refusal(kKey).empty());
  SqliteStore store(fixture.path, kKey);
  CHECK(store.webhook(kDefaultWorkspace, test::kFirstId)->webhook.secret->key == "sealed:v1:AAAA");
}

TEST_CASE("secrets: one webhook's cannot be put in another's place") {
  const Fixture fixture;
  fixture.write(kKey, [](Store& store) {
    store.create_webhook(kDefaultWorkspace, test::webhook(test::kFirstId), kNow);
    store.create_webhook(kDefaultWorkspace, test::webhook(test::kSecondId), kNow);
  });
  {
    sqlite::Database database(fixture.path, sqlite::Access::write);
    database.execute(
        "UPDATE webhook_revisions SET configuration = json_set(configuration, '$.secret', "
        "(SELECT configuration ->> '$.secret' FROM webhook_revisions WHERE webhook = 1)) "
        "WHERE webhook = 2");
  }
  SqliteStore store(fixture.path, kKey);
  CHECK(store.webhook(kDefaultWorkspace, test::kFirstId));
  CHECK_THROWS_WITH_AS(store.webhook(kDefaultWorkspace, test::kSecondId),
                       doctest::Contains("cannot be decrypted"), StoreError);
}

TEST_CASE("secrets: a delivery log is read without the key, and holds none of them") {
  const Fixture fixture;
  fixture.fill(kKey);
  fixture.write(kKey, [](Store& store) {
    store.enqueue(test::message("msg_1", kNow),
                  {.deliveries = {1}, .skips = {{2, "", SkipReason::trigger, ""}}});
  });
  sqlite::Database database(fixture.path, sqlite::Access::read);
  const std::string lines = SqlDeliveryLog(database)
                                .read({.message = {.workspace = kDefaultWorkspace}}, {},
                                      {.messages_max = 9, .bytes = 1 << 20})
                                .lines;
  CHECK(lines.find("for " + test::kFirstId) != std::string::npos);
  CHECK(lines.find("for " + test::kSecondId) != std::string::npos);
  CHECK(lines.find("secret") == std::string::npos);
  CHECK(lines.find("sealed") == std::string::npos);
}

TEST_CASE("secrets in PostgreSQL: nothing is encrypted beside dispatchers that have no key") {
  const std::string url = test::PostgresServer::shared().new_store();
  {
    PostgresStore without_key(url);
    without_key.transaction(
        [&] { without_key.create_webhook(kDefaultWorkspace, webhook_of(test::kFirstId), kNow); });
    CHECK_THROWS_WITH_AS(PostgresStore(url, kKey), doctest::Contains("stop them"), StoreError);
    // Nor by a command that only visits.
    const PostgresStore visitor(url, kKey, postgres::Presence::visitor);
    CHECK(without_key.webhook(kDefaultWorkspace, test::kFirstId)->webhook.secret->key ==
          std::string(32, 'k'));
  }
  PostgresStore first(url, kKey);
  PostgresStore second(url, kKey);
  CHECK(second.webhook(kDefaultWorkspace, test::kFirstId)->webhook.secret->key ==
        std::string(32, 'k'));
  CHECK_THROWS_WITH_AS(PostgresStore{url}, doctest::Contains("give their key"), StoreError);
  CHECK_THROWS_WITH_AS(PostgresStore(url, {}, postgres::Presence::visitor),
                       doctest::Contains("give their key"), StoreError);
}
