#include "native/store/postgres_store.hpp"

#include <cstdint>
#include <limits>
#include <utility>

#include "native/store/postgres/schema.hpp"
#include "native/store/sql/pruning.hpp"
#include "native/store/sql/reader.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {
namespace {

using sql::Query;

constexpr std::int64_t kNone = -1;

/// A reader with a connection of its own.
class ConnectedReader : private postgres::Database, public SqlReader {
 public:
  ConnectedReader(const std::string& url, Configurations configurations)
      : Database(url), SqlReader(static_cast<Database&>(*this), std::move(configurations)) {}
};

}  // namespace

OpenedPostgresDatabase::OpenedPostgresDatabase(const std::string& url,
                                               const std::optional<SecretsKey>& secrets_key)
    : database(url) {
  postgres::require_current(database);
  configurations = open_configurations(database, secrets_key, system_random());
}

PostgresStore::PostgresStore(std::string url, const std::optional<SecretsKey>& secrets_key)
    : OpenedPostgresDatabase(url, secrets_key),
      SqlStore(OpenedPostgresDatabase::database, OpenedPostgresDatabase::configurations),
      url_(std::move(url)),
      keys_(database) {}

void PostgresStore::transaction(const std::function<void()>& work) {
  changes() = {};
  database.begin();
  try {
    work();
    database.commit();
  } catch (...) {
    changes() = {};
    keys_.let_go();
    database.rollback();
    throw;
  }
}

EnqueuedMessage PostgresStore::enqueue(const NewMessage& message, const Matching& matching) {
  EnqueuedMessage enqueued{.key = keys_.next(message.accepted_at)};
  database
      .query(
          "INSERT INTO messages (id, public_id, trigger, checking, occurrence, occurred_at, "
          "accepted_at, workspace) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(enqueued.key)
      .bind(message.id)
      .bind(facts(message.trigger).name)
      .bind(name_of(message.checking))
      .bind(message.occurrence)
      .bind(message.occurred_at)
      .bind(message.accepted_at)
      .bind(message.workspace)
      .run();
  enqueued.deliveries.reserve(matching.deliveries.size());
  for (const WebhookKey webhook : matching.deliveries) {
    const DeliveryKey key = keys_.next(message.accepted_at);
    enqueued.deliveries.push_back(key);
    database
        .query(
            "INSERT INTO deliveries (id, message, webhook, state, attempts, due_at, workspace) "
            "VALUES (?, ?, ?, 'pending', 0, ?, ?)")
        .bind(key)
        .bind(enqueued.key)
        .bind(webhook)
        .bind(message.accepted_at)
        .bind(message.workspace)
        .run();
    changes().deliveries.push_back(key);
  }
  for (const Skip& skip : matching.skips) {
    database.query("INSERT INTO skips (message, webhook, reason, explanation) VALUES (?, ?, ?, ?)")
        .bind(enqueued.key)
        .bind(skip.webhook)
        .bind(name_of(skip.reason))
        .bind(skip.explanation)
        .run();
  }
  return enqueued;
}

void PostgresStore::record_attempt(DeliveryKey delivery, const AttemptRecord& attempt,
                                   const DeliveryProgress& progress) {
  // One statement, whose outcome nobody waits for: what is not there any more moves nothing.
  Query query = database.query(
      "WITH moved AS (UPDATE deliveries SET attempts = ?2, due_at = ?3, claimed_by = 0, "
      "state = CASE state WHEN 'pending' THEN ?4 ELSE state END WHERE id = ?1 RETURNING id) "
      "INSERT INTO attempts (delivery, number, webhook_revision, attempted_at, duration_ms, "
      "status, failure, response_body, address) "
      "SELECT id, ?2, ?5, ?6, ?7, ?8::bigint, ?9::text, ?10, ?11::text FROM moved");
  query.bind(delivery).bind(attempt.number).bind(progress.due_at).bind(name_of(progress.state));
  query.bind(attempt.webhook_revision).bind(attempt.attempted_at).bind(attempt.duration_ms);
  attempt.status ? query.bind(*attempt.status) : query.bind_null();
  attempt.failure ? query.bind(*attempt.failure) : query.bind_null();
  query.bind_blob(attempt.response_body);
  attempt.address ? query.bind(*attempt.address) : query.bind_null();
  query.run();
  changes().deliveries.push_back(delivery);
}

PruneStep PostgresStore::prune_messages(const PruneLimit& limit, MessageKey position,
                                        std::size_t rows_max) {
  return SqlPruning(database, rows_max)
      .messages(limit, position,
                surplus(limit, "SELECT id FROM messages ORDER BY id DESC LIMIT 1 OFFSET ?"));
}

PruneStep PostgresStore::prune_attempts(const PruneLimit& limit, std::int64_t position,
                                        std::size_t rows_max) {
  // By delivery, whose attempts go when the last of them may.
  return SqlPruning(database, rows_max)
      .rows(limit, position,
            surplus(limit,
                    "SELECT delivery FROM attempts ORDER BY delivery DESC, number DESC "
                    "LIMIT 1 OFFSET ?"),
            "SELECT a.delivery, a.attempted_at, EXISTS (SELECT 1 FROM deliveries own "
            "JOIN deliveries other ON other.message = own.message "
            "WHERE own.id = a.delivery AND other.state = 'pending') "
            "FROM attempts a WHERE a.delivery > ? ORDER BY a.delivery, a.number DESC LIMIT 1",
            "DELETE FROM attempts WHERE (delivery, number) IN (SELECT delivery, number "
            "FROM attempts WHERE delivery = ? LIMIT ?)");
}

PruneStep PostgresStore::prune_answers(const PruneLimit& limit, std::int64_t position,
                                       std::size_t rows_max) {
  return SqlPruning(database, rows_max)
      .answers(limit, position,
               surplus(limit, "SELECT id FROM answers ORDER BY id DESC LIMIT 1 OFFSET ?"));
}

PruneStep PostgresStore::prune_audit(const PruneLimit& limit, std::int64_t position,
                                     std::size_t rows_max) {
  return SqlPruning(database, rows_max)
      .audit(limit, position,
             surplus(limit, "SELECT id FROM audit ORDER BY id DESC LIMIT 1 OFFSET ?"));
}

std::int64_t PostgresStore::surplus(const PruneLimit& limit, const char* first_kept) {
  if (limit.kept == std::numeric_limits<std::int64_t>::max()) {
    return kNone;
  }
  Query query = database.query(first_kept);
  query.bind(limit.kept - 1);
  return query.step() ? query.integer(0) - 1 : kNone;
}

std::unique_ptr<StoreReader> PostgresStore::open_reader() {
  return std::make_unique<ConnectedReader>(url_, configurations);
}

}  // namespace hookstorm::native
