#include "native/store/sqlite_store.hpp"

#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <fcntl.h>

#include "native/store/sqlite/schema.hpp"
#include "native/store/sqlite_access.hpp"
#include "native/store/sqlite_inboxes.hpp"
#include "native/store/sqlite_pruning.hpp"
#include "native/store/sqlite_reader.hpp"

namespace hookstorm::native {
namespace {

using sqlite::Access;
using sqlite::Query;

/// A reader with a connection of its own.
class ConnectedReader : private sqlite::Database, public SqliteReader {
 public:
  ConnectedReader(const std::string& path, Configurations configurations)
      : Database(path, Access::read),
        SqliteReader(static_cast<Database&>(*this), std::move(configurations)) {}
};

FileLock lock_of(const std::string& path) {
  try {
    return FileLock(path + ".lock");
  } catch (const FileLock::Taken&) {
    throw StoreError(path + " is in use by another hookstorm process.");
  } catch (const std::system_error& error) {
    throw StoreError(path + ".lock cannot be opened: " + error.code().message() + ".");
  }
}

/// SQLite gives its side files the permissions of the database file.
const std::string& created_privately(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.number() < 0) {
    throw StoreError(path + " cannot be opened: " + std::generic_category().message(errno) + ".");
  }
  return path;
}

}  // namespace

SqliteStore::SqliteStore(std::string path, const std::optional<SecretsKey>& secrets_key)
    : path_(std::move(path)),
      lock_(lock_of(path_)),
      database_(created_privately(path_), Access::write) {
  try {
    // Of a new file alone; one that has tables stays as it is until somebody runs VACUUM.
    database_.execute("PRAGMA auto_vacuum = INCREMENTAL");
    // What is removed is overwritten, and not only marked as free.
    database_.execute("PRAGMA secure_delete = ON");
    database_.execute("PRAGMA journal_mode = WAL");
    database_.execute("PRAGMA synchronous = FULL");
    // With the default of 1000 pages, commits under load stop for a checkpoint too often.
    database_.execute("PRAGMA wal_autocheckpoint = 4000");
    migrate(database_);
    configurations_ = open_configurations(database_, secrets_key, system_random());
    reader_ = std::make_unique<SqliteReader>(database_, configurations_);
    last_message_ = database_.number("SELECT max(id) FROM messages");
    last_delivery_ = database_.number("SELECT max(id) FROM deliveries");
  } catch (const StoreError& error) {
    throw StoreError(path_ + ": " + error.what());
  }
}

std::vector<StoredWorkspace> SqliteStore::workspaces() {
  return reader_->workspaces();
}

std::vector<StoredToken> SqliteStore::tokens() {
  return reader_->tokens();
}

std::vector<StoredSession> SqliteStore::sessions() {
  return reader_->sessions();
}

std::vector<AuditEntry> SqliteStore::audit(WorkspaceKey workspace, std::int64_t before,
                                           std::size_t limit) {
  return reader_->audit(workspace, before, limit);
}

std::vector<StoredWebhook> SqliteStore::webhooks() {
  return reader_->webhooks();
}

std::optional<StoredWebhook> SqliteStore::webhook(WorkspaceKey workspace, std::string_view id) {
  return reader_->webhook(workspace, id);
}

std::optional<Webhook> SqliteStore::webhook_revision(WebhookKey key, std::int64_t revision) {
  return reader_->webhook_revision(key, revision);
}

std::vector<StoredRevision> SqliteStore::webhook_revisions(WebhookKey key, std::int64_t before,
                                                           std::size_t limit) {
  return reader_->webhook_revisions(key, before, limit);
}

StoredHealth SqliteStore::webhook_health(WebhookKey key) {
  return reader_->webhook_health(key);
}

Listed<ListedMessage> SqliteStore::messages(const MessageFilter& filter, MessageKey before,
                                            ListLimit limit) {
  return reader_->messages(filter, before, limit);
}

Listed<ListedDelivery> SqliteStore::deliveries(const DeliveryFilter& filter, DeliveryKey before,
                                               ListLimit limit) {
  return reader_->deliveries(filter, before, limit);
}

std::optional<ListedDelivery> SqliteStore::delivery(WorkspaceKey workspace,
                                                    std::string_view message_id,
                                                    std::string_view webhook_id) {
  return reader_->delivery(workspace, message_id, webhook_id);
}

std::optional<ListedDelivery> SqliteStore::delivery(DeliveryKey key) {
  return reader_->delivery(key);
}

std::vector<AttemptRecord> SqliteStore::attempts(DeliveryKey delivery, std::int64_t before,
                                                 std::size_t limit) {
  return reader_->attempts(delivery, before, limit);
}

LogPart SqliteStore::delivery_log(const DeliveryFilter& filter, const LogPosition& position,
                                  LogLimit limit) {
  return reader_->delivery_log(filter, position, limit);
}

std::optional<StoredMessage> SqliteStore::message(WorkspaceKey workspace, std::string_view id) {
  return reader_->message(workspace, id);
}

std::optional<MessageContent> SqliteStore::message_content(MessageKey key) {
  return reader_->message_content(key);
}

std::optional<StoredAnswer> SqliteStore::answer(WorkspaceKey workspace,
                                                std::string_view idempotency_key) {
  return reader_->answer(workspace, idempotency_key);
}

std::vector<PendingDelivery> SqliteStore::first_attempts(WebhookKey webhook, DeliveryKey after,
                                                         std::size_t limit) {
  return reader_->first_attempts(webhook, after, limit);
}

DueRetries SqliteStore::due_retries(WebhookKey webhook, EpochMilliseconds now, std::size_t limit) {
  return reader_->due_retries(webhook, now, limit);
}

std::vector<StoredInbox> SqliteStore::inboxes(WorkspaceKey workspace, EpochMilliseconds used_since,
                                              InboxKey before, std::size_t limit) {
  return reader_->inboxes(workspace, used_since, before, limit);
}

std::optional<StoredInbox> SqliteStore::inbox(std::string_view id, EpochMilliseconds used_since) {
  return reader_->inbox(id, used_since);
}

std::int64_t SqliteStore::inbox_count(WorkspaceKey workspace, EpochMilliseconds used_since) {
  return reader_->inbox_count(workspace, used_since);
}

std::vector<CaptureHead> SqliteStore::captures(InboxKey inbox, std::int64_t before,
                                               std::size_t limit) {
  return reader_->captures(inbox, before, limit);
}

std::optional<Capture> SqliteStore::capture(InboxKey inbox, std::int64_t number) {
  return reader_->capture(inbox, number);
}

Backlog SqliteStore::backlog() {
  return reader_->backlog();
}

Backlog SqliteStore::backlog_of(WorkspaceKey workspace) {
  return reader_->backlog_of(workspace);
}

void SqliteStore::transaction(const std::function<void()>& work) {
  changes_ = {};
  database_.query("BEGIN IMMEDIATE").run();
  try {
    work();
    database_.query("COMMIT").run();
  } catch (...) {
    changes_ = {};
    if (database_.in_transaction()) {
      database_.query("ROLLBACK").run();
    }
    throw;
  }
}

CommittedChanges SqliteStore::take_changes() {
  return std::exchange(changes_, {});
}

WorkspaceKey SqliteStore::create_workspace(const std::string& name, EpochMilliseconds now) {
  return SqliteAccess(database_).create_workspace(name, now);
}

TokenKey SqliteStore::create_token(const StoredToken& token) {
  return SqliteAccess(database_).create_token(token);
}

void SqliteStore::record_token_use(TokenKey token, EpochMilliseconds used_at,
                                   const MonthUse& month) {
  SqliteAccess(database_).record_token_use(token, used_at, month);
}

void SqliteStore::revoke_token(TokenKey token, EpochMilliseconds now) {
  SqliteAccess(database_).revoke_token(token, now);
}

void SqliteStore::create_session(const StoredSession& session, EpochMilliseconds now,
                                 std::size_t sessions_max) {
  SqliteAccess(database_).create_session(session, now, sessions_max);
}

void SqliteStore::delete_session(std::string_view hash) {
  SqliteAccess(database_).delete_session(hash);
}

void SqliteStore::add_audit(const AuditEntry& entry) {
  SqliteAccess(database_).add_audit(entry);
}

WebhookKey SqliteStore::create_webhook(WorkspaceKey workspace, const Webhook& webhook,
                                       EpochMilliseconds now) {
  database_
      .query(
          "INSERT INTO webhooks (public_id, workspace, revision, enabled, created_at, updated_at) "
          "VALUES (?, ?, 1, ?, ?, ?)")
      .bind(webhook.id)
      .bind(workspace)
      .bind(webhook.enabled ? 1 : 0)
      .bind(now)
      .bind(now)
      .run();
  const WebhookKey key = database_.last_inserted_key();
  add_revision(key, webhook, 1, now);
  return key;
}

void SqliteStore::update_webhook(WebhookKey key, const Webhook& webhook, std::int64_t revision,
                                 EpochMilliseconds now) {
  database_.query("UPDATE webhooks SET revision = ?, enabled = ?, updated_at = ? WHERE id = ?")
      .bind(revision)
      .bind(webhook.enabled ? 1 : 0)
      .bind(now)
      .bind(key)
      .run();
  add_revision(key, webhook, revision, now);
}

void SqliteStore::add_revision(WebhookKey key, const Webhook& webhook, std::int64_t revision,
                               EpochMilliseconds now) {
  const std::string configuration = configurations_.write(webhook);
  database_
      .query(
          "INSERT INTO webhook_revisions (webhook, number, configuration, created_at) "
          "VALUES (?, ?, ?, ?)")
      .bind(key)
      .bind(revision)
      .bind(configuration)
      .bind(now)
      .run();
}

void SqliteStore::delete_webhook(WebhookKey key, EpochMilliseconds now) {
  database_.query("UPDATE webhooks SET deleted_at = ? WHERE id = ?").bind(now).bind(key).run();
  database_
      .query("UPDATE deliveries SET state = 'cancelled' WHERE webhook = ? AND state = 'pending'")
      .bind(key)
      .run();
}

EnqueuedMessage SqliteStore::enqueue(const NewMessage& message, const Matching& matching) {
  EnqueuedMessage enqueued{.key = ++last_message_};
  database_
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
    enqueued.deliveries.push_back(++last_delivery_);
    database_
        .query(
            "INSERT INTO deliveries (id, message, webhook, state, attempts, due_at, workspace) "
            "VALUES (?, ?, ?, 'pending', 0, ?, ?)")
        .bind(last_delivery_)
        .bind(enqueued.key)
        .bind(webhook)
        .bind(message.accepted_at)
        .bind(message.workspace)
        .run();
    changes_.deliveries.push_back(last_delivery_);
  }
  for (const Skip& skip : matching.skips) {
    database_.query("INSERT INTO skips (message, webhook, reason, explanation) VALUES (?, ?, ?, ?)")
        .bind(enqueued.key)
        .bind(skip.webhook)
        .bind(name_of(skip.reason))
        .bind(skip.explanation)
        .run();
  }
  return enqueued;
}

void SqliteStore::record_attempt(DeliveryKey delivery, const AttemptRecord& attempt,
                                 const DeliveryProgress& progress) {
  database_
      .query(
          "UPDATE deliveries SET attempts = ?, due_at = ?, "
          "state = CASE state WHEN 'pending' THEN ? ELSE state END WHERE id = ?")
      .bind(attempt.number)
      .bind(progress.due_at)
      .bind(name_of(progress.state))
      .bind(delivery)
      .run();
  if (database_.rows_changed() == 0) {
    return;
  }
  changes_.deliveries.push_back(delivery);
  Query query = database_.query(
      "INSERT INTO attempts (delivery, number, webhook_revision, attempted_at, duration_ms, "
      "status, failure, response_body, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.bind(delivery).bind(attempt.number).bind(attempt.webhook_revision);
  query.bind(attempt.attempted_at).bind(attempt.duration_ms);
  attempt.status ? query.bind(*attempt.status) : query.bind_null();
  attempt.failure ? query.bind(*attempt.failure) : query.bind_null();
  query.bind_blob(attempt.response_body);
  attempt.address ? query.bind(*attempt.address) : query.bind_null();
  query.run();
}

void SqliteStore::send_again(DeliveryKey delivery, EpochMilliseconds now) {
  database_
      .query(
          "UPDATE deliveries SET state = 'pending', due_at = ?, attempts_before = attempts "
          "WHERE id = ?")
      .bind(now)
      .bind(delivery)
      .run();
  changes_.deliveries.push_back(delivery);
}

bool SqliteStore::cancel(DeliveryKey delivery) {
  database_.query("UPDATE deliveries SET state = 'cancelled' WHERE id = ? AND state = 'pending'")
      .bind(delivery)
      .run();
  const bool was_pending = database_.rows_changed() > 0;
  if (was_pending) {
    changes_.deliveries.push_back(delivery);
  }
  return was_pending;
}

bool SqliteStore::record_health(WebhookKey webhook, const StoredHealth& stored) {
  const WebhookHealth& health = stored.health;
  database_
      .query(
          "INSERT INTO webhook_health (webhook, resets, disabled, disabled_at, failing_since, "
          "failed_at, failures, failed_messages, throttled_until, throttles) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (webhook) DO UPDATE SET "
          "disabled = excluded.disabled, disabled_at = excluded.disabled_at, "
          "failing_since = excluded.failing_since, failed_at = excluded.failed_at, "
          "failures = excluded.failures, failed_messages = excluded.failed_messages, "
          "throttled_until = excluded.throttled_until, throttles = excluded.throttles "
          "WHERE resets = excluded.resets")
      .bind(webhook)
      .bind(stored.resets)
      .bind(name_of(health.disabled))
      .bind(health.disabled_at)
      .bind(health.failing_since)
      .bind(health.failed_at)
      .bind(health.failures)
      .bind(health.failed_messages)
      .bind(health.throttled_until)
      .bind(health.throttles)
      .run();
  changes_.health.push_back(webhook);
  return database_.rows_changed() > 0;
}

void SqliteStore::bring_forward(DurationMilliseconds by) {
  database_
      .query(
          "UPDATE deliveries INDEXED BY deliveries_to_retry SET due_at = due_at - ? "
          "WHERE state = 'pending' AND attempts > 0")
      .bind(by)
      .run();
  database_.query("UPDATE webhook_health SET throttled_until = max(0, throttled_until - ?)")
      .bind(by)
      .run();
}

void SqliteStore::reset_health(WebhookKey webhook) {
  database_
      .query(
          "INSERT INTO webhook_health (webhook, resets) VALUES (?, 1) ON CONFLICT (webhook) "
          "DO UPDATE SET resets = resets + 1, disabled = 'none', disabled_at = 0, "
          "failing_since = 0, failed_at = 0, failures = 0, failed_messages = 0, "
          "throttled_until = 0, throttles = 0")
      .bind(webhook)
      .run();
  changes_.health.push_back(webhook);
}

void SqliteStore::remember_answer(WorkspaceKey workspace, std::string_view idempotency_key,
                                  const StoredAnswer& answer) {
  database_
      .query(
          "INSERT OR REPLACE INTO answers (workspace, idempotency_key, request_digest, body, "
          "answered_at) VALUES (?, ?, ?, ?, ?)")
      .bind(workspace)
      .bind(idempotency_key)
      .bind_blob(answer.request_digest)
      .bind(answer.body)
      .bind(answer.answered_at)
      .run();
}

PruneStep SqliteStore::prune_messages(const PruneLimit& limit, MessageKey position,
                                      std::size_t rows_max) {
  return SqlitePruning(database_, rows_max).messages(limit, position);
}

PruneStep SqliteStore::prune_attempts(const PruneLimit& limit, std::int64_t position,
                                      std::size_t rows_max) {
  return SqlitePruning(database_, rows_max).attempts(limit, position);
}

PruneStep SqliteStore::prune_answers(const PruneLimit& limit, std::int64_t position,
                                     std::size_t rows_max) {
  return SqlitePruning(database_, rows_max).answers(limit, position);
}

PruneStep SqliteStore::prune_audit(const PruneLimit& limit, std::int64_t position,
                                   std::size_t rows_max) {
  return SqlitePruning(database_, rows_max).audit(limit, position);
}

void SqliteStore::create_inbox(const NewInbox& inbox, EpochMilliseconds now) {
  SqliteInboxes(database_).create(inbox, now);
}

void SqliteStore::update_inbox(const StoredInbox& inbox) {
  SqliteInboxes(database_).update(inbox);
}

void SqliteStore::delete_inbox(InboxKey inbox) {
  SqliteInboxes(database_).remove(inbox);
}

std::int64_t SqliteStore::add_capture(InboxKey inbox, const Capture& capture,
                                      const CaptureLimits& limits) {
  return SqliteInboxes(database_).add_capture(inbox, capture, limits);
}

void SqliteStore::clear_captures(InboxKey inbox) {
  SqliteInboxes(database_).clear_captures(inbox);
}

PruneStep SqliteStore::prune_inboxes(const PruneLimit& limit, InboxKey position,
                                     std::size_t rows_max) {
  return SqliteInboxes(database_).prune(limit, position, rows_max);
}

bool SqliteStore::shrink() {
  return shrink_file(database_);
}

std::unique_ptr<StoreReader> SqliteStore::open_reader() {
  return std::make_unique<ConnectedReader>(path_, configurations_);
}

}  // namespace hookstorm::native
