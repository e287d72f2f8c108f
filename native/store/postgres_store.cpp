#include "native/store/postgres_store.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "native/store/postgres/claims.hpp"
#include "native/store/postgres/deleted_webhooks.hpp"
#include "native/store/postgres/health.hpp"
#include "native/store/postgres/listed_deliveries.hpp"
#include "native/store/postgres/message_contents.hpp"
#include "native/store/postgres/schema.hpp"
#include "native/store/sql/pruning.hpp"
#include "native/store/sql/reader.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {
namespace {

using sql::Query;

constexpr std::int64_t kNone = -1;
/// For deleted webhooks, in a transaction: it holds this process's row, so that it is to be short.
constexpr std::int64_t kCancelledMax = 5'000;

/// A reader with a connection of its own.
class ConnectedReader : private postgres::Database, public SqlReader {
 public:
  ConnectedReader(const std::string& url, Configurations configurations,
                  const postgres::Membership& membership)
      : Database(url),
        SqlReader(static_cast<Database&>(*this), std::move(configurations)),
        membership_(membership) {
    // A claim that is lost with the server is a delivery that is free again.
    execute("SET synchronous_commit = off");
  }

  std::vector<PendingDelivery> first_attempts(WebhookKey webhook, DeliveryKey /*after*/,
                                              std::size_t limit) override {
    return postgres::Claims(*this, membership_.number()).first_attempts(webhook, limit);
  }
  DueRetries due_retries(WebhookKey webhook, EpochMilliseconds now, std::size_t limit) override {
    return postgres::Claims(*this, membership_.number()).due_retries(webhook, now, limit);
  }
  StoredHealth webhook_health(WebhookKey key) override {
    return postgres::read_health_of(*this, key, postgres::Reading::as_it_is);
  }
  using SqlReader::deliveries;
  std::vector<ListedDelivery> deliveries(const std::vector<DeliveryKey>& keys) override {
    return postgres::read_listed_deliveries(*this, keys);
  }
  std::unordered_map<MessageKey, MessageContent> message_contents(
      const std::vector<MessageKey>& keys) override {
    return postgres::read_message_contents(*this, keys);
  }
  bool own(WebhookKey webhook) override {
    return postgres::Claims(*this, membership_.number()).own(webhook);
  }
  void let_go(WebhookKey webhook, const std::vector<DeliveryKey>& held) override {
    postgres::Claims(*this, membership_.number()).let_go(webhook, held);
  }

 private:
  const postgres::Membership& membership_;
};

Configurations configurations_of(postgres::Database& database, const std::optional<SecretsKey>& key,
                                 postgres::Presence presence) {
  postgres::require_current(database);
  if (presence == postgres::Presence::visitor) {
    return present_configurations(database, key, system_random());
  }
  if (key && !has_sealed_secrets(database) && postgres::has_dispatcher(database)) {
    // They would take what is encrypted for the secrets themselves.
    throw StoreError(
        "Other dispatchers work on the database without the key of its secrets; stop them, and "
        "start them with it after this one.");
  }
  return open_configurations(database, key, system_random());
}

}  // namespace

OpenedPostgresDatabase::OpenedPostgresDatabase(const std::string& url,
                                               const std::optional<SecretsKey>& secrets_key,
                                               postgres::Presence presence)
    : database(url),
      configurations(configurations_of(database, secrets_key, presence)),
      membership(database, presence) {}

PostgresStore::PostgresStore(std::string url, const std::optional<SecretsKey>& secrets_key,
                             postgres::Presence presence)
    : OpenedPostgresDatabase(url, secrets_key, presence),
      SqlStore(OpenedPostgresDatabase::database, OpenedPostgresDatabase::configurations),
      url_(std::move(url)),
      keys_(database),
      peers_(url_, membership) {}

StoredHealth PostgresStore::webhook_health(WebhookKey key) {
  return postgres::read_health_of(database, key, postgres::Reading::to_be_changed);
}

bool PostgresStore::record_health(WebhookKey webhook, const StoredHealth& stored) {
  const bool is_taken = postgres::record_health_of(database, webhook, stored);
  (is_taken ? health_ : merged_).insert(webhook);
  changes().health.push_back(webhook);
  return is_taken;
}

std::vector<PendingDelivery> PostgresStore::first_attempts(WebhookKey webhook,
                                                           DeliveryKey /*after*/,
                                                           std::size_t limit) {
  return postgres::Claims(database, membership.number()).first_attempts(webhook, limit);
}

DueRetries PostgresStore::due_retries(WebhookKey webhook, EpochMilliseconds now,
                                      std::size_t limit) {
  return postgres::Claims(database, membership.number()).due_retries(webhook, now, limit);
}

void PostgresStore::transaction(const std::function<void()>& work) {
  changes() = {};
  freed_.clear();
  health_.clear();
  merged_.clear();
  keys_.let_go();
  if (const auto entry = membership.entry(); entry != acting_) {
    acting_ = entry;
    registry_version_ = 0;  // At another server it may mean other webhooks.
  }
  const std::int64_t version_before = registry_version_;
  database.begin();
  try {
    begin();
    work();
    tell();
    database.commit();
  } catch (...) {
    changes() = {};
    registry_version_ = version_before;
    database.rollback();
    throw;
  }
}

void PostgresStore::tell() {
  for (const WebhookKey webhook : freed_) {
    database.query("SELECT pg_notify('hookstorm', 'work ' || ?::text)").bind(webhook).run();
  }
  for (const WebhookKey webhook : health_) {
    // What this process has made of it alone it knows.
    database.query("SELECT pg_notify('hookstorm', 'health ' || ?::text || ' ' || ?::text)")
        .bind(webhook)
        .bind(merged_.contains(webhook) ? 0 : acting_.number)
        .run();
  }
}

void PostgresStore::begin() {
  if (membership.presence() == postgres::Presence::visitor) {
    version_found_ = database.number("SELECT version FROM registry");
    return;
  }
  const bool is_same_server = database.server_started() == acting_.server;
  Query query = database.query(
      "SELECT (SELECT version FROM registry) FROM dispatchers WHERE id = ? AND NOT has_ended "
      "FOR SHARE");
  query.bind(acting_.number);
  if (!query.step() || !is_same_server) {
    throw StoreError("This process was silent for too long, or the database has restarted.");
  }
  version_found_ = query.integer(0);
}

bool PostgresStore::has_foreign_changes() {
  return std::exchange(registry_version_, version_found_) != version_found_;
}

void PostgresStore::before_webhook_change() {
  Query query = database.query(
      "UPDATE registry SET version = version + 1 WHERE version = ? RETURNING version");
  query.bind(version_found_);
  if (!query.step()) {
    throw StoreConflict("Another process has changed webhooks at the same moment.");
  }
  version_found_ = query.integer(0);
  registry_version_ = version_found_;
  database.query("SELECT pg_notify('hookstorm', 'webhooks')").run();
}

void PostgresStore::cancel_for_deleted(WebhookKey /*webhook*/) {
  static_cast<void>(postgres::cancel_for_deleted(database, kCancelledMax));
}

void PostgresStore::on_access_change() {
  database.query("SELECT pg_notify('hookstorm', 'access')").run();
}

std::optional<StoredAnswer> PostgresStore::answer(WorkspaceKey workspace,
                                                  std::string_view idempotency_key) {
  database.query("SELECT pg_advisory_xact_lock(hashtextextended(?::text, ?))")
      .bind(idempotency_key)
      .bind(workspace)
      .run();
  return SqlStore::answer(workspace, idempotency_key);
}

EnqueuedMessage PostgresStore::enqueue(const NewMessage& message, const Matching& matching) {
  EnqueuedMessage enqueued{.key = keys_.next(message.accepted_at), .incarnation = acting_.number};
  insert_message(enqueued.key, message);
  enqueued.deliveries.reserve(matching.deliveries.size());
  for (const WebhookKey webhook : matching.deliveries) {
    const DeliveryKey key = keys_.next(message.accepted_at);
    enqueued.deliveries.push_back(key);
    const bool is_free = membership.is_left_free(webhook);
    if (is_free) {
      freed_.insert(webhook);
      enqueued.left_free.push_back(webhook);
    }
    database
        .query(
            "INSERT INTO deliveries (id, message, webhook, state, attempts, due_at, workspace, "
            "claimed_by) VALUES (?, ?, ?, 'pending', 0, ?, ?, ?)")
        .bind(key)
        .bind(enqueued.key)
        .bind(webhook)
        .bind(message.accepted_at)
        .bind(message.workspace)
        .bind(is_free ? 0 : acting_.number)
        .run();
    changes().deliveries.push_back(key);
  }
  insert_skips(enqueued.key, matching.skips);
  return enqueued;
}

void PostgresStore::record_attempt(DeliveryKey delivery, const AttemptRecord& attempt,
                                   const DeliveryProgress& progress) {
  // One statement, whose outcome nobody waits for: what is not there any more, or another's, moves
  // nothing. One that was cancelled meanwhile has no claim, but is told by its attempts.
  Query query = database.query(
      "WITH moved AS (UPDATE deliveries SET attempts = ?2, due_at = ?3, claimed_by = 0, "
      "state = CASE state WHEN 'pending' THEN ?4 ELSE state END WHERE id = ?1 "
      "AND attempts = ?2 - 1 AND (claimed_by = ?12 OR state = 'cancelled') RETURNING id) "
      "INSERT INTO attempts (delivery, number, webhook_revision, attempted_at, duration_ms, "
      "status, failure, response_body, address) "
      "SELECT id, ?2, ?5, ?6, ?7, ?8::bigint, ?9::text, ?10, ?11::text FROM moved");
  query.bind(delivery).bind(attempt.number).bind(progress.due_at).bind(name_of(progress.state));
  query.bind(attempt.webhook_revision).bind(attempt.attempted_at).bind(attempt.duration_ms);
  query.bind(attempt.status).bind(attempt.failure).bind_blob(attempt.response_body);
  query.bind(attempt.address);
  query.bind(acting_.number).run();
  changes().deliveries.push_back(delivery);
}

void PostgresStore::send_again(DeliveryKey delivery, EpochMilliseconds now) {
  // One that was cancelled may have a claim from before.
  database
      .query(
          "UPDATE deliveries SET claimed_by = CASE state WHEN 'pending' THEN claimed_by ELSE 0 "
          "END, "
          "state = 'pending', due_at = ?, attempts_before = attempts WHERE id = ?")
      .bind(now)
      .bind(delivery)
      .run();
  changes().deliveries.push_back(delivery);
}

PruneStep PostgresStore::prune_messages(const PruneLimit& limit, MessageKey position,
                                        std::size_t rows_max) {
  if (position == 0) {
    // What waits for nobody any more would keep its message.
    const std::size_t cancelled = postgres::cancel_for_deleted(database, kCancelledMax);
    if (cancelled > 0) {
      return {.position = 0, .removed = cancelled};
    }
  }
  const MessageKey surplus =
      this->surplus(limit, position, "SELECT id FROM messages ORDER BY id DESC LIMIT 1 OFFSET ?");
  return prune_partitions(
      limit, position, surplus,
      [&](MessageKey from, MessageKey end) {
        return SqlPruning(database, rows_max).messages(limit, from, surplus, end);
      },
      [&](std::int64_t partition) { postgres::drop_partition(database, partition); });
}

PruneStep PostgresStore::prune_attempts(const PruneLimit& limit, std::int64_t position,
                                        std::size_t rows_max) {
  const std::int64_t surplus = this->surplus(
      limit, position,
      "SELECT delivery FROM attempts ORDER BY delivery DESC, number DESC LIMIT 1 OFFSET ?");
  const auto prune_rows = [&](std::int64_t from, std::int64_t end) {
    // By delivery, whose attempts go when the last of them may.
    return SqlPruning(database, rows_max)
        .rows(limit, from, surplus,
              "SELECT a.delivery, a.attempted_at, EXISTS (SELECT 1 FROM deliveries own "
              "JOIN deliveries other ON other.message = own.message "
              "WHERE own.id = a.delivery AND other.state = 'pending') FROM attempts a "
              "WHERE a.delivery > ? AND a.delivery < ? ORDER BY a.delivery, a.number DESC LIMIT 1",
              "DELETE FROM attempts WHERE (delivery, number) IN (SELECT delivery, number "
              "FROM attempts WHERE delivery = ? LIMIT ?)",
              end);
  };
  // A retry may have been made long after its message came: none goes unseen.
  return prune_partitions(limit, position, surplus, prune_rows, nullptr);
}

PruneStep PostgresStore::prune_partitions(
    const PruneLimit& limit, std::int64_t position, std::int64_t surplus,
    const std::function<PruneStep(std::int64_t from, std::int64_t end)>& prune_rows,
    const std::function<void(std::int64_t partition)>& drop) {
  for (const postgres::PartitionRemoval& each : postgres::removals(database, limit, surplus)) {
    const std::int64_t first = postgres::first_key(each.partition);
    const std::int64_t end = postgres::first_key(each.partition + 1);
    if (position >= end - 1 || each.removal == postgres::Removal::none) {
      position = std::max(position, end - 1);
      continue;
    }
    if (each.removal == postgres::Removal::as_a_whole && drop) {
      drop(each.partition);
      return {.position = end - 1, .removed = 1};
    }
    PruneStep step = prune_rows(std::max(position, first - 1), end);
    if (!step.is_last || step.removed > 0) {
      step.position = step.is_last ? end - 1 : step.position;
      step.is_last = false;
      return step;
    }
    position = end - 1;
  }
  return {.position = position, .is_last = true};
}

PruneStep PostgresStore::prune_answers(const PruneLimit& limit, std::int64_t position,
                                       std::size_t rows_max) {
  return SqlPruning(database, rows_max)
      .answers(
          limit, position,
          surplus(limit, position, "SELECT id FROM answers ORDER BY id DESC LIMIT 1 OFFSET ?"));
}

PruneStep PostgresStore::prune_audit(const PruneLimit& limit, std::int64_t position,
                                     std::size_t rows_max) {
  return SqlPruning(database, rows_max)
      .audit(limit, position,
             surplus(limit, position, "SELECT id FROM audit ORDER BY id DESC LIMIT 1 OFFSET ?"));
}

std::int64_t PostgresStore::surplus(const PruneLimit& limit, std::int64_t position,
                                    const char* first_kept) {
  if (limit.kept == std::numeric_limits<std::int64_t>::max()) {
    return kNone;
  }
  const auto known = surplus_.find(first_kept);
  if (position > 0 && known != surplus_.end()) {
    return known->second;
  }
  Query query = database.query(first_kept);
  query.bind(limit.kept - 1);
  return surplus_[first_kept] = query.step() ? query.integer(0) - 1 : kNone;
}

std::unique_ptr<StoreReader> PostgresStore::open_reader() {
  return std::make_unique<ConnectedReader>(url_, configurations, membership);
}

}  // namespace hookstorm::native
