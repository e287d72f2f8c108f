#include "native/store/sqlite_store.hpp"

#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <fcntl.h>

#include "native/store/sql/pruning.hpp"
#include "native/store/sql/reader.hpp"
#include "native/store/sqlite/schema.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {
namespace {

using sqlite::Access;
using sqlite::Query;

/// Of all pages, the part that stays free for what comes.
constexpr std::int64_t kPagesPerFreePage = 4;
constexpr std::int64_t kFreePagesMin = 256;
constexpr std::int64_t kIncrementalVacuum = 2;

/// A reader with a connection of its own.
class ConnectedReader : private sqlite::Database, public SqlReader {
 public:
  ConnectedReader(const std::string& path, Configurations configurations)
      : Database(path, Access::read),
        SqlReader(static_cast<Database&>(*this), std::move(configurations)) {}
};

/// SQLite gives its side files the permissions of the database file.
const std::string& created_privately(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.number() < 0) {
    throw StoreError(path + " cannot be opened: " + std::generic_category().message(errno) + ".");
  }
  return path;
}

}  // namespace

OpenedSqliteFile::OpenedSqliteFile(const std::string& path,
                                   const std::optional<SecretsKey>& secrets_key)
    : lock(sqlite::lock_file(path)), database(created_privately(path), Access::write) {
  try {
    // Of a new file alone; one that has tables stays as it is until somebody runs VACUUM.
    database.execute("PRAGMA auto_vacuum = INCREMENTAL");
    // What is removed is overwritten, and not only marked as free.
    database.execute("PRAGMA secure_delete = ON");
    database.execute("PRAGMA journal_mode = WAL");
    database.execute("PRAGMA synchronous = FULL");
    // With the default of 1000 pages, commits under load stop for a checkpoint too often.
    database.execute("PRAGMA wal_autocheckpoint = 4000");
    migrate(database);
    configurations = open_configurations(database, secrets_key, system_random());
  } catch (const StoreError& error) {
    throw StoreError(path + ": " + error.what());
  }
}

SqliteStore::SqliteStore(std::string path, const std::optional<SecretsKey>& secrets_key)
    : OpenedSqliteFile(path, secrets_key),
      SqlStore(OpenedSqliteFile::database, OpenedSqliteFile::configurations),
      path_(std::move(path)),
      last_message_(database.number("SELECT max(id) FROM messages")),
      last_delivery_(database.number("SELECT max(id) FROM deliveries")) {}

void SqliteStore::transaction(const std::function<void()>& work) {
  changes() = {};
  database.query("BEGIN IMMEDIATE").run();
  try {
    work();
    database.query("COMMIT").run();
  } catch (...) {
    changes() = {};
    if (database.in_transaction()) {
      database.query("ROLLBACK").run();
    }
    throw;
  }
}

EnqueuedMessage SqliteStore::enqueue(const NewMessage& message, const Matching& matching) {
  EnqueuedMessage enqueued{.key = ++last_message_};
  insert_message(enqueued.key, message);
  enqueued.deliveries.reserve(matching.deliveries.size());
  for (const WebhookKey webhook : matching.deliveries) {
    enqueued.deliveries.push_back(++last_delivery_);
    database
        .query(
            "INSERT INTO deliveries (id, message, webhook, state, attempts, due_at, workspace) "
            "VALUES (?, ?, ?, 'pending', 0, ?, ?)")
        .bind(last_delivery_)
        .bind(enqueued.key)
        .bind(webhook)
        .bind(message.accepted_at)
        .bind(message.workspace)
        .run();
    changes().deliveries.push_back(last_delivery_);
  }
  insert_skips(enqueued.key, matching.skips);
  return enqueued;
}

void SqliteStore::record_attempt(DeliveryKey delivery, const AttemptRecord& attempt,
                                 const DeliveryProgress& progress) {
  database
      .query(
          "UPDATE deliveries SET attempts = ?, due_at = ?, "
          "state = CASE state WHEN 'pending' THEN ? ELSE state END WHERE id = ?")
      .bind(attempt.number)
      .bind(progress.due_at)
      .bind(name_of(progress.state))
      .bind(delivery)
      .run();
  if (database.rows_changed() == 0) {
    return;
  }
  changes().deliveries.push_back(delivery);
  Query query = database.query(
      "INSERT INTO attempts (delivery, number, webhook_revision, attempted_at, duration_ms, "
      "status, failure, response_body, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.bind(delivery).bind(attempt.number).bind(attempt.webhook_revision);
  query.bind(attempt.attempted_at).bind(attempt.duration_ms);
  query.bind(attempt.status).bind(attempt.failure).bind_blob(attempt.response_body);
  query.bind(attempt.address);
  query.run();
}

PruneStep SqliteStore::prune_messages(const PruneLimit& limit, MessageKey position,
                                      std::size_t rows_max) {
  return SqlPruning(database, rows_max)
      .messages(limit, position, database.number("SELECT max(id) FROM messages") - limit.kept);
}

PruneStep SqliteStore::prune_attempts(const PruneLimit& limit, std::int64_t position,
                                      std::size_t rows_max) {
  return SqlPruning(database, rows_max)
      .rows(limit, position, database.number("SELECT max(rowid) FROM attempts") - limit.kept,
            "SELECT rowid, attempted_at, EXISTS (SELECT 1 FROM deliveries own "
            "JOIN deliveries other ON other.message = own.message "
            "WHERE own.id = attempts.delivery AND other.state = 'pending') "
            "FROM attempts WHERE rowid > ? AND rowid < ? ORDER BY rowid LIMIT 1",
            "DELETE FROM attempts WHERE rowid IN (SELECT rowid FROM attempts WHERE rowid = ? "
            "LIMIT ?)");
}

PruneStep SqliteStore::prune_answers(const PruneLimit& limit, std::int64_t position,
                                     std::size_t rows_max) {
  return SqlPruning(database, rows_max)
      .answers(limit, position, database.number("SELECT max(id) FROM answers") - limit.kept);
}

PruneStep SqliteStore::prune_audit(const PruneLimit& limit, std::int64_t position,
                                   std::size_t rows_max) {
  return SqlPruning(database, rows_max)
      .audit(limit, position, database.number("SELECT max(id) FROM audit") - limit.kept);
}

/// Hands pages that are free back, a few at a time, as long as they are many. Nothing is to be done
/// in a file that was made without the means for it.
bool SqliteStore::shrink() {
  if (database.number("PRAGMA auto_vacuum") != kIncrementalVacuum) {
    return false;
  }
  const std::int64_t free_pages = database.number("PRAGMA freelist_count");
  const std::int64_t pages = database.number("PRAGMA page_count");
  if (free_pages < kFreePagesMin || free_pages * kPagesPerFreePage < pages) {
    return false;
  }
  database.query("PRAGMA incremental_vacuum(32)").run();
  return true;
}

std::unique_ptr<StoreReader> SqliteStore::open_reader() {
  return std::make_unique<ConnectedReader>(path_, configurations);
}

}  // namespace hookstorm::native
