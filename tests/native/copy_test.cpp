// That an installation moves from a file to a PostgreSQL database: what is read there is what was
// read here, and it goes on.
#include "native/store/copy/copy.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

#include "core/json/writer.hpp"
#include "core/request/message_id.hpp"
#include "native/store/copy/tables.hpp"
#include "stores.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kDay = 24LL * 60 * 60 * 1000;
/// Shortly before a midnight.
constexpr EpochMilliseconds kNow = 20'000 * kDay - 1000;
constexpr std::int64_t kFromTheEnd = std::numeric_limits<std::int64_t>::max();
constexpr ListLimit kAll{.found_max = 10'000, .rows_max = 10'000};

const SecretsKey kKey{std::string(SecretsKey::kBytes, 'a')};

std::string id_at(EpochMilliseconds moment, std::uint8_t random) {
  return message_id(moment, {random});
}

struct Source {
  test::SqliteFile file;

  void change(const std::function<void(Store&)>& work,
              const std::optional<SecretsKey>& key = {}) const {
    SqliteStore store(file.path(), key);
    store.transaction([&] { work(store); });
  }

  /// A message for the webhooks, with what becomes of each of its deliveries.
  static EnqueuedMessage enqueue(Store& store, const std::string& id, EpochMilliseconds at,
                                 const Matching& matching,
                                 WorkspaceKey workspace = kDefaultWorkspace) {
    NewMessage message = test::message(id, at);
    message.workspace = workspace;
    return store.enqueue(message, matching);
  }

  static void attempt(Store& store, DeliveryKey delivery, std::uint32_t number,
                      const DeliveryProgress& progress) {
    const bool is_good = progress.state == DeliveryState::delivered;
    store.record_attempt(delivery,
                         {.number = number,
                          .webhook_revision = 2,
                          .attempted_at = kNow + number,
                          .duration_ms = 17,
                          .status = is_good ? std::optional(204) : std::nullopt,
                          .failure = is_good ? std::nullopt : std::optional("no answer – really"),
                          .response_body = std::string("\0\xFF body", 7),
                          .address = "[::1]:443"},
                         progress);
  }

  /// Everything that there can be.
  void fill(const std::optional<SecretsKey>& key = {}) const {
    change(
        [](Store& store) {
          const WorkspaceKey other = store.create_workspace("other", kNow);
          const WebhookKey first =
              store.create_webhook(kDefaultWorkspace, test::webhook(test::kFirstId), kNow);
          store.update_webhook(first, test::webhook(test::kFirstId, "https://new.example/"), 2,
                               kNow + 1);
          const WebhookKey second =
              store.create_webhook(other, test::webhook(test::kSecondId), kNow);
          const WebhookKey third =
              store.create_webhook(kDefaultWorkspace, test::webhook(test::kThirdId), kNow);
          store.reset_health(first);
          store.record_health(first, {.health = {.failing_since = 5,
                                                 .failed_at = 6,
                                                 .failures = 3,
                                                 .failed_messages = 2,
                                                 .throttled_until = kNow + 9,
                                                 .throttles = 1,
                                                 .disabled = DisabledReason::failing,
                                                 .disabled_at = 7},
                                      .resets = 1});
          const auto delivered =
              enqueue(store, id_at(kNow, 1), kNow,
                      {.deliveries = {first, third},
                       .skips = {{.webhook = second,
                                  .webhook_id = {},
                                  .reason = SkipReason::filter,
                                  .explanation = std::string("why \0 not", 9)}}});
          attempt(store, delivered.deliveries[0], 1,
                  {.state = DeliveryState::pending, .attempts = 1, .due_at = kNow + 60'000});
          attempt(store, delivered.deliveries[0], 2,
                  {.state = DeliveryState::delivered, .attempts = 2, .due_at = kNow + 60'000});
          attempt(store, delivered.deliveries[1], 1,
                  {.state = DeliveryState::exhausted, .attempts = 1, .due_at = kNow});
          // Two that wait for a retry, the later one due first, of which one was sent again.
          const auto retried =
              enqueue(store, id_at(kNow + 1, 1), kNow + 1, {.deliveries = {first}});
          attempt(store, retried.deliveries[0], 1, {.attempts = 1, .due_at = kNow + 5'000});
          const auto again = enqueue(store, id_at(kNow + 2, 1), kNow + 2, {.deliveries = {first}});
          attempt(store, again.deliveries[0], 1,
                  {.state = DeliveryState::exhausted, .attempts = 1, .due_at = kNow});
          store.send_again(again.deliveries[0], kNow + 4'000);
          // On further days: untried ones, one that was cancelled, one of another workspace.
          enqueue(store, id_at(kNow + kDay, 1), kNow + kDay, {.deliveries = {first}});
          enqueue(store, id_at(kNow + 3 * kDay, 1), kNow + 3 * kDay, {.deliveries = {first}});
          const auto cancelled =
              enqueue(store, id_at(kNow + 3 * kDay, 2), kNow + 3 * kDay, {.deliveries = {first}});
          store.cancel(cancelled.deliveries[0]);
          enqueue(store, id_at(kNow + 3 * kDay, 3), kNow + 3 * kDay, {.deliveries = {second}},
                  other);
          store.delete_webhook(third, kNow + 3 * kDay);
          store.remember_answer(other, "key", {std::string("\0digest", 7), "body", kNow});
          fill_access(store, other);
          fill_inboxes(store);
        },
        key);
  }

  static void fill_access(Store& store, WorkspaceKey workspace) {
    const TokenKey token = store.create_token({.id = "tok_a",
                                               .workspace = kDefaultWorkspace,
                                               .name = "naïve",
                                               .scopes = {Scope::admin},
                                               .hash = std::string("\0hash", 5),
                                               .created_at = kNow});
    store.record_token_use(token, kNow + 1, {.began_at = kNow, .requests = 12});
    store.create_session({.hash = "\xFFsession", .token = token, .expires_at = kNow + kDay}, kNow,
                         10);
    const TokenKey revoked = store.create_token({.id = "tok_b",
                                                 .workspace = workspace,
                                                 .name = "link",
                                                 .scopes = {},
                                                 .hash = std::nullopt,
                                                 .created_at = kNow});
    store.revoke_token(revoked, kNow + 2);
    store.add_audit({.workspace = workspace,
                     .at = kNow,
                     .actor = {.kind = ActorKind::token, .token_id = "tok_a", .token_name = "a"},
                     .action = AuditAction::webhook_changed,
                     .subject_id = test::kFirstId,
                     .subject_name = "first",
                     .revision_before = 1,
                     .revision_after = 2});
  }

  static void fill_inboxes(Store& store) {
    store.create_inbox({.id = "inbox",
                        .workspace = kDefaultWorkspace,
                        .name = "of default",
                        .answer = {.status = 418, .delay_ms = 5, .body = std::string("\0a", 2)}},
                       kNow);
    const StoredInbox inbox = *store.inbox("inbox", 1);
    const Capture capture{.head = {.at = kNow,
                                   .method = "POST",
                                   .target = "/in/x?\xE9y",
                                   .source = "127.0.0.1",
                                   .headers = {{"a", "\xFF"}}},
                          .body = std::string("\0\xFE", 2)};
    store.add_capture(inbox.key, capture, {});
    store.clear_captures(inbox.key);
    store.add_capture(inbox.key, capture, {});
  }
};

class Description {
 public:
  explicit Description(Store& store) : store_(store) {}

  /// All that can be read, with ids in the place of keys that differ.
  std::string text() {
    for (const StoredWorkspace& workspace : store_.workspaces()) {
      text_ << "workspace " << workspace.key << ' ' << workspace.name << ' ' << workspace.created_at
            << '\n';
      add_workspace(workspace.key);
    }
    for (const StoredToken& token : store_.tokens()) {
      text_ << "token " << token.key << ' ' << token.id << ' ' << token.workspace << ' '
            << token.name << ' ' << text_of(token.scopes) << ' ' << token.hash.value_or("none")
            << ' ' << token.created_at << ' ' << token.used_at.value_or(0) << ' '
            << token.revoked_at.value_or(0) << ' ' << token.month.began_at << ' '
            << token.month.requests << '\n';
    }
    for (const StoredSession& session : store_.sessions()) {
      text_ << "session " << session.hash << ' ' << session.token << ' ' << session.expires_at
            << '\n';
    }
    for (const StoredWebhook& webhook : store_.webhooks()) {
      add_webhook(webhook);
    }
    const Backlog backlog = store_.backlog();
    text_ << "backlog " << backlog.untried << ' ' << backlog.to_retry << ' '
          << backlog.oldest_due.value_or(0) << '\n';
    return text_.str();
  }

 private:
  void add_workspace(WorkspaceKey workspace) {
    for (const AuditEntry& entry : store_.audit(workspace, kFromTheEnd, 100)) {
      text_ << "audit " << entry.key << ' ' << entry.at << ' ' << name_of(entry.actor.kind) << ' '
            << entry.actor.token_id << ' ' << entry.actor.token_name << ' ' << name_of(entry.action)
            << ' ' << entry.subject_id << ' ' << entry.subject_name << ' '
            << entry.revision_before.value_or(0) << ' ' << entry.revision_after.value_or(0) << '\n';
    }
    const MessageFilter filter{.workspace = workspace, .trigger = {}};
    for (const ListedMessage& message : store_.messages(filter, kFromTheEnd, kAll).records) {
      text_ << "message " << message.id << ' ' << message.occurred_at << ' ' << message.accepted_at
            << ' ' << store_.message_content(message.key)->occurrence << '\n';
    }
    for (const ListedDelivery& delivery :
         store_.deliveries({.message = filter, .webhook_id = {}, .states = {}}, kFromTheEnd, kAll)
             .records) {
      text_ << "delivery " << delivery.message_id << ' ' << delivery.webhook_id << ' '
            << name_of(delivery.state) << ' ' << delivery.attempts << ' ' << delivery.due_at
            << '\n';
      for (const AttemptRecord& each : store_.attempts(delivery.key, kFromTheEnd, 100)) {
        text_ << "attempt " << each.number << ' ' << each.webhook_revision << ' '
              << each.attempted_at << ' ' << each.duration_ms << ' ' << each.status.value_or(0)
              << ' ' << each.failure.value_or("none") << ' ' << each.response_body << ' '
              << each.address.value_or("none") << '\n';
      }
    }
    text_ << store_
                 .delivery_log({.message = filter, .webhook_id = {}, .states = {}}, {},
                               {.messages_max = 10'000, .bytes = 10'000'000})
                 .lines;
    if (const std::optional<StoredAnswer> answer = store_.answer(workspace, "key")) {
      text_ << "answer " << answer->request_digest << answer->body << answer->answered_at << '\n';
    }
    for (const StoredInbox& inbox : store_.inboxes(workspace, 1, kFromTheEnd, 100)) {
      add_inbox(inbox);
    }
  }

  void add_inbox(const StoredInbox& inbox) {
    text_ << "inbox " << inbox.key << ' ' << inbox.id << ' ' << inbox.name << ' '
          << inbox.answer.status << ' ' << inbox.answer.delay_ms << ' ' << inbox.answer.body << ' '
          << inbox.answer.content_type << ' ' << inbox.created_at << ' ' << inbox.used_at << ' '
          << inbox.first_capture << ' ' << inbox.last_capture << '\n';
    for (const CaptureHead& head : store_.captures(inbox.key, kFromTheEnd, 100)) {
      text_ << "capture " << head.number << ' ' << head.at << ' ' << head.method << ' '
            << head.target << ' ' << head.source << ' ' << head.headers.at(0).name
            << head.headers.at(0).value << ' ' << store_.capture(inbox.key, head.number)->body
            << '\n';
    }
  }

  void add_webhook(const StoredWebhook& webhook) {
    text_ << "webhook " << webhook.key << ' ' << webhook.workspace << ' ' << webhook.revision << ' '
          << webhook.created_at << ' ' << webhook.updated_at << '\n';
    for (const StoredRevision& revision : store_.webhook_revisions(webhook.key, kFromTheEnd, 100)) {
      json::Writer writer;
      write_webhook(writer, revision.webhook, SecretShown::yes);
      text_ << revision.number << ' ' << revision.created_at << ' ' << writer.take() << '\n';
    }
    const StoredHealth stored = store_.webhook_health(webhook.key);
    const WebhookHealth& health = stored.health;
    text_ << "health " << stored.resets << ' ' << health.failing_since << ' ' << health.failed_at
          << ' ' << health.failures << ' ' << health.failed_messages << ' '
          << health.throttled_until << ' ' << health.throttles << ' ' << name_of(health.disabled)
          << ' ' << health.disabled_at << '\n';
    add_pending("untried", store_.first_attempts(webhook.key, 0, 100));
    const DueRetries due = store_.due_retries(webhook.key, kNow + 10 * kDay, 100);
    add_pending("to retry", due.deliveries);
  }

  void add_pending(const char* kind, const std::vector<PendingDelivery>& deliveries) {
    for (const PendingDelivery& delivery : deliveries) {
      text_ << kind << ' ' << store_.deliveries({delivery.key}).at(0).message_id << ' '
            << store_.message_content(delivery.message)->id << ' ' << delivery.progress.attempts
            << ' ' << delivery.progress.due_at << ' ' << delivery.attempts_before << '\n';
    }
  }

  Store& store_;
  std::ostringstream text_;
};

std::vector<CopiedRows> copy(const Source& source, const std::string& url) {
  return copy_to_postgres(source.file.path(), url, [](std::string_view, std::int64_t) {});
}

/// What copying says; empty where it works.
std::string refusal(const Source& source, const std::string& url) {
  try {
    copy(source, url);
    return "";
  } catch (const StoreError& error) {
    return error.what();
  }
}

std::set<std::string> names_of(sql::Query query) {
  std::set<std::string> names;
  while (query.step()) {
    names.emplace(query.text(0));
  }
  return names;
}

std::set<std::string> copied_columns() {
  std::set<std::string> columns;
  for (const CopiedTable& table : copied_tables()) {
    for (const CopiedColumn& column : table.columns()) {
      columns.insert(table.name() + "." + column.name);
    }
  }
  return columns;
}

}  // namespace

TEST_CASE(
    "copy to PostgreSQL: every column of every table is copied, but for what a database has for "
    "itself") {
  const test::SqliteFile file;
  static_cast<void>(file.open());
  CHECK(names_of(file.connect()->query(
            "SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
            "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'")) == copied_columns());
  postgres::Database database(test::PostgresServer::shared().new_store());
  CHECK(names_of(database.query(
            "SELECT t.relname::text || '.' || c.attname::text FROM pg_class t "
            "JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped "
            "WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition "
            "AND t.relnamespace = 'public'::regnamespace "
            // Of dispatchers and of the database itself.
            "AND t.relname NOT IN ('dispatchers', 'webhook_owners', 'registry', 'partitions', "
            "'hookstorm_schema') "
            "AND (t.relname::text, c.attname::text) NOT IN (('deliveries', 'claimed_by'), "
            "('webhook_health', 'version'), ('webhooks', 'is_settled'))")) == copied_columns());
}

TEST_CASE("copy to PostgreSQL: what is read there is what was read here") {
  const Source source;
  source.fill();
  const std::string url = test::PostgresServer::shared().new_store();
  const std::vector<CopiedRows> copied = copy(source, url);
  SqliteStore before(source.file.path());
  PostgresStore after(url);
  const std::string expected = Description(before).text();
  CHECK(Description(after).text() == expected);
  // As many rows as there are, of tables that all have some.
  for (const CopiedRows& rows : copied) {
    INFO(rows.table);
    CHECK(rows.count > (rows.table == "secrets_key" ? -1 : 0));
  }
  CHECK(expected.find("to retry " + id_at(kNow + 2, 1)) <
        expected.find("to retry " + id_at(kNow + 1, 1)));
}

TEST_CASE("copy to PostgreSQL: days lie in partitions of their own, and keys go on above them") {
  const Source source;
  source.fill();
  const std::string url = test::PostgresServer::shared().new_store();
  copy(source, url);
  postgres::Database database(url);
  const std::vector<postgres::Partition> partitions = postgres::read_partitions(database);
  REQUIRE(partitions.size() == 3);
  CHECK(partitions[0].begins_at == 0);
  CHECK(partitions[1].begins_at == kNow + 1000);
  CHECK(partitions[2].begins_at == kNow + 1000 + kDay);
  CHECK(database.number("SELECT count(*) FROM messages_1") == 3);
  CHECK(database.number("SELECT count(*) FROM messages_2") == 1);
  CHECK(database.number("SELECT count(*) FROM messages_3") == 3);
  CHECK(database.number("SELECT count(*) FROM deliveries d JOIN messages m ON m.id = d.message "
                        "WHERE d.id >> 40 = m.id >> 40") == 8);
  CHECK(database.number("SELECT count(*) FROM attempts a JOIN deliveries d ON d.id = a.delivery "
                        "WHERE a.delivery >> 40 = 1") == 5);
  const std::int64_t last_message = database.number("SELECT max(id) FROM messages");
  const std::int64_t last_delivery = database.number("SELECT max(id) FROM deliveries");
  PostgresStore store(url);
  const StoredWebhook first = store.webhooks().at(0);
  store.transaction([&] {
    const EnqueuedMessage enqueued =
        Source::enqueue(store, id_at(kNow + 4 * kDay, 1), kNow + 4 * kDay, {.deliveries = {1, 2}});
    CHECK(enqueued.key > last_message);
    CHECK(enqueued.deliveries[0] > last_delivery);
  });
  // By a clock that goes behind: each partition goes on giving keys that are not there yet.
  for (const EpochMilliseconds at : {kNow, kNow + kDay}) {
    PostgresStore behind(url);
    behind.transaction([&] {
      CHECK_NOTHROW(Source::enqueue(behind, id_at(kNow + 5 * kDay, 2), at, {.deliveries = {1, 2}}));
    });
  }
  CHECK(database.number("SELECT count(*) FROM deliveries") == 8 + 6);
  WebhookKey added = 0;
  store.transaction([&] {
    added = store.create_webhook(kDefaultWorkspace,
                                 test::webhook("00000000-0000-4000-8000-000000000004"), kNow);
    store.create_workspace("third", kNow);
    store.create_token({.id = "tok_c",
                        .workspace = kDefaultWorkspace,
                        .name = "c",
                        .scopes = {},
                        .hash = std::nullopt,
                        .created_at = kNow});
  });
  CHECK(added > first.key + 2);
}

TEST_CASE("copy to PostgreSQL: of very many days the oldest lie in one partition") {
  const Source source;
  source.change([](Store& store) {
    for (std::int64_t day = 0; day < 70; ++day) {
      // The clock was wrong on one day, and has come back since.
      const EpochMilliseconds at = day == 65 ? kNow : kNow - (70 - day) * kDay;
      Source::enqueue(store, id_at(at, static_cast<std::uint8_t>(day)), at, {});
    }
  });
  const std::string url = test::PostgresServer::shared().new_store();
  copy(source, url);
  postgres::Database database(url);
  // 65 days and the one of the wrong clock, with which those after it lie.
  CHECK(postgres::read_partitions(database).size() == 60);
  CHECK(database.number("SELECT count(*) FROM messages_1") == 7);
  CHECK(database.number("SELECT count(*) FROM messages_2") == 1);
  CHECK(database.number("SELECT count(*) FROM messages_60") == 5);
}

TEST_CASE("copy to PostgreSQL: encrypted secrets stay so, with their key") {
  const Source source;
  source.fill(kKey);
  const std::string url = test::PostgresServer::shared().new_store();
  copy(source, url);
  CHECK_THROWS_AS(PostgresStore{url}, StoreError);
  PostgresStore store(url, kKey);
  CHECK(store.webhook(kDefaultWorkspace, test::kFirstId)->webhook.secret->key ==
        std::string(32, 'k'));
  postgres::Database database(url);
  CHECK(database.number("SELECT count(*) FROM webhook_revisions "
                        "WHERE configuration LIKE '%sealed:v1:%'") == 4);
}

TEST_CASE("copy to PostgreSQL: what is in use or of another version is refused, and left alone") {
  const Source source;
  source.fill();
  CHECK(refusal(source, test::PostgresServer::shared().new_database()).find("migrate up") !=
        std::string::npos);
  const std::string url = test::PostgresServer::shared().new_store();
  {
    const SqliteStore in_use(source.file.path());
    CHECK(refusal(source, url).find("stop that one first") != std::string::npos);
  }
  {
    const PostgresStore works(url);
    CHECK(refusal(source, url).find("A dispatcher works on") != std::string::npos);
  }
  {
    PostgresStore visitor(url, {}, postgres::Presence::visitor);
    visitor.transaction([&] {
      visitor.create_token({.id = "tok_z",
                            .workspace = kDefaultWorkspace,
                            .name = "z",
                            .scopes = {},
                            .hash = std::nullopt,
                            .created_at = kNow});
    });
  }
  CHECK(refusal(source, url).find("holds tokens already") != std::string::npos);
  postgres::Database database(url);
  CHECK(database.number("SELECT count(*) FROM workspaces") == 1);
  CHECK(database.number("SELECT count(*) FROM webhooks") == 0);
}

TEST_CASE("copy to PostgreSQL: what fails in the middle leaves nothing, and may be run again") {
  const Source source;
  source.fill();
  const std::string url = test::PostgresServer::shared().new_store();
  // Of the last table, so that all others were copied before.
  const auto name_method = [&](const char* statement) {
    sqlite::Database file(source.file.path(), sqlite::Access::write);
    file.execute(statement);
  };
  name_method("UPDATE captures SET method = CAST(x'00' AS TEXT)");
  CHECK(refusal(source, url).find("PostgreSQL: ") != std::string::npos);
  {
    postgres::Database database(url);
    for (const CopiedTable& table : copied_tables()) {
      CHECK(database.number(table.is_used().c_str()) == 0);
    }
    CHECK(database.number("SELECT count(*) FROM workspaces WHERE name = 'default'") == 1);
    CHECK(postgres::read_partitions(database).size() == 1);
  }
  name_method("UPDATE captures SET method = 'POST'");
  CHECK(refusal(source, url).empty());
  SqliteStore before(source.file.path());
  PostgresStore after(url);
  CHECK(Description(after).text() == Description(before).text());
}

TEST_CASE("copy to PostgreSQL: a file that cannot be read to its end leaves nothing") {
  const std::string url = test::PostgresServer::shared().new_store();
  postgres::Database database(url);
  database.begin();
  int pieces = 0;
  CHECK_THROWS_WITH(database.copy_in("COPY workspaces (id, name, created_at) FROM STDIN",
                                     [&]() -> std::string_view {
                                       if (++pieces > 1) {
                                         throw StoreError("the disk is gone");
                                       }
                                       return "7\tseven\t0\n";
                                     }),
                    "the disk is gone");
  database.rollback();
  CHECK(database.number("SELECT count(*) FROM workspaces") == 1);
}
