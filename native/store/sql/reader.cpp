#include "native/store/sql/reader.hpp"

#include <algorithm>
#include <limits>

#include "native/store/sql/access.hpp"
#include "native/store/sql/delivery_log.hpp"
#include "native/store/sql/inboxes.hpp"
#include "native/store/sql/lists.hpp"
#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native {
namespace {

using sql::Query;

/// Of a delivery, with its message; so many after it was sent again a few times.
constexpr std::size_t kAttemptsShownMax = 100;
constexpr std::int64_t kAllNumbers = std::numeric_limits<std::int64_t>::max();

/// Of a row (id, revision, created_at, updated_at, configuration, …, workspace) with the columns of
/// `read_health` between them, which are null for a webhook whose health was never stored.
StoredWebhook read_webhook(const Query& row, const Configurations& configurations) {
  return {.key = row.integer(0),
          .workspace = row.integer(13),
          .webhook = configurations.read(row.text(4)),
          .revision = row.integer(1),
          .created_at = row.integer(2),
          .updated_at = row.integer(3),
          .health = row.is_null(5) ? WebhookHealth{} : read_health(row, 5)};
}

/// Of the columns (state, attempts, due_at) from `column` on.
DeliveryProgress read_progress(const Query& row, int column) {
  return {.state = known(delivery_state_named(row.text(column)), row.text(column)),
          .attempts = static_cast<std::uint32_t>(row.integer(column + 1)),
          .due_at = row.integer(column + 2)};
}

/// Of rows (id, message, state, attempts since it was last sent again, due_at, attempts_before).
std::vector<PendingDelivery> read_pending(Query& rows) {
  std::vector<PendingDelivery> deliveries;
  while (rows.step()) {
    deliveries.push_back({.key = rows.integer(0),
                          .message = rows.integer(1),
                          .progress = read_progress(rows, 2),
                          .attempts_before = static_cast<std::uint32_t>(rows.integer(5))});
  }
  return deliveries;
}

/// Of the row (never tried, to be retried, the earliest due time of these, of those).
Backlog read_backlog(Query& query) {
  Backlog backlog;
  if (query.step()) {
    backlog.untried = query.integer(0);
    backlog.to_retry = query.integer(1);
    for (const int column : {2, 3}) {
      if (const std::optional<EpochMilliseconds> due = query.optional_integer(column)) {
        backlog.oldest_due = std::min(backlog.oldest_due.value_or(*due), *due);
      }
    }
  }
  return backlog;
}

}  // namespace

std::vector<StoredWorkspace> SqlReader::workspaces() {
  return SqlAccess(database_).workspaces();
}

std::vector<StoredToken> SqlReader::tokens() {
  return SqlAccess(database_).tokens();
}

std::vector<StoredSession> SqlReader::sessions() {
  return SqlAccess(database_).sessions();
}

std::vector<AuditEntry> SqlReader::audit(WorkspaceKey workspace, std::int64_t before,
                                         std::size_t limit) {
  return SqlAccess(database_).audit(workspace, before, limit);
}

std::vector<StoredWebhook> SqlReader::webhooks() {
  Query query = database_.query(
      "SELECT w.id, w.revision, w.created_at, w.updated_at, r.configuration, h.disabled, "
      "h.disabled_at, h.failing_since, h.failed_at, h.failures, h.failed_messages, "
      "h.throttled_until, h.throttles, w.workspace FROM webhooks w "
      "JOIN webhook_revisions r ON r.webhook = w.id AND r.number = w.revision "
      "LEFT JOIN webhook_health h ON h.webhook = w.id "
      "WHERE w.deleted_at IS NULL ORDER BY w.id");
  std::vector<StoredWebhook> webhooks;
  while (query.step()) {
    webhooks.push_back(read_webhook(query, configurations_));
  }
  return webhooks;
}

std::optional<StoredWebhook> SqlReader::webhook(WorkspaceKey workspace, std::string_view id) {
  Query query = database_.query(
      "SELECT w.id, w.revision, w.created_at, w.updated_at, r.configuration, h.disabled, "
      "h.disabled_at, h.failing_since, h.failed_at, h.failures, h.failed_messages, "
      "h.throttled_until, h.throttles, w.workspace FROM webhooks w "
      "JOIN webhook_revisions r ON r.webhook = w.id AND r.number = w.revision "
      "LEFT JOIN webhook_health h ON h.webhook = w.id "
      "WHERE w.public_id = ? AND w.workspace = ? AND w.deleted_at IS NULL");
  query.bind(id).bind(workspace);
  return query.step() ? std::optional(read_webhook(query, configurations_)) : std::nullopt;
}

std::optional<Webhook> SqlReader::webhook_revision(WebhookKey key, std::int64_t revision) {
  Query query = database_.query(
      "SELECT configuration FROM webhook_revisions WHERE webhook = ? AND number = ?");
  query.bind(key).bind(revision);
  return query.step() ? std::optional(configurations_.read(query.text(0))) : std::nullopt;
}

std::vector<StoredRevision> SqlReader::webhook_revisions(WebhookKey key, std::int64_t before,
                                                         std::size_t limit) {
  Query query = database_.query(
      "SELECT number, configuration, created_at FROM webhook_revisions "
      "WHERE webhook = ? AND number < ? ORDER BY number DESC LIMIT ?");
  query.bind(key).bind(before).bind(static_cast<std::int64_t>(limit));
  std::vector<StoredRevision> revisions;
  while (query.step()) {
    revisions.push_back({.number = query.integer(0),
                         .webhook = configurations_.read(query.text(1)),
                         .created_at = query.integer(2)});
  }
  return revisions;
}

StoredHealth SqlReader::webhook_health(WebhookKey key) {
  Query query = database_.query(
      "SELECT resets, disabled, disabled_at, failing_since, failed_at, failures, failed_messages, "
      "throttled_until, throttles FROM webhook_health WHERE webhook = ?");
  query.bind(key);
  return query.step() ? StoredHealth{.health = read_health(query, 1), .resets = query.integer(0)}
                      : StoredHealth{};
}

LogPart SqlReader::delivery_log(const DeliveryFilter& filter, const LogPosition& position,
                                LogLimit limit) {
  return SqlDeliveryLog(database_).read(filter, position, limit);
}

std::optional<StoredMessage> SqlReader::message(WorkspaceKey workspace, std::string_view id) {
  MessageKey key = 0;
  StoredMessage message;
  {
    Query query = database_.query(
        "SELECT id, public_id, trigger, occurred_at, accepted_at FROM messages "
        "WHERE public_id = ? AND workspace = ?");
    query.bind(id).bind(workspace);
    if (!query.step()) {
      return std::nullopt;
    }
    key = query.integer(0);
    message.id = query.text(1);
    message.trigger = known(trigger_named(query.text(2)), query.text(2));
    message.occurred_at = query.integer(3);
    message.accepted_at = query.integer(4);
  }
  read_deliveries(key, message);
  read_skips(key, message);
  return message;
}

void SqlReader::read_deliveries(MessageKey key, StoredMessage& message) {
  Query query = database_.query(
      "SELECT d.id, w.public_id, d.state, d.attempts, d.due_at FROM deliveries d "
      "JOIN webhooks w ON w.id = d.webhook WHERE d.message = ? ORDER BY d.id");
  query.bind(key);
  while (query.step()) {
    message.deliveries.push_back({.webhook_id = std::string(query.text(1)),
                                  .progress = read_progress(query, 2),
                                  .attempts = attempts_in_order(query.integer(0))});
  }
}

std::vector<AttemptRecord> SqlReader::attempts_in_order(DeliveryKey delivery) {
  std::vector<AttemptRecord> latest = attempts(delivery, kAllNumbers, kAttemptsShownMax);
  std::reverse(latest.begin(), latest.end());
  return latest;
}

std::vector<ListedDelivery> SqlReader::deliveries(const std::vector<DeliveryKey>& keys) {
  SqlLists lists(database_);
  std::vector<ListedDelivery> deliveries;
  for (const DeliveryKey key : keys) {
    if (auto delivery = lists.delivery(key)) {
      deliveries.push_back(std::move(*delivery));
    }
  }
  return deliveries;
}

std::vector<AttemptRecord> SqlReader::attempts(DeliveryKey delivery, std::int64_t before,
                                               std::size_t limit) {
  Query query = database_.query(
      "SELECT number, webhook_revision, attempted_at, duration_ms, status, failure, "
      "response_body, address FROM attempts WHERE delivery = ? AND number < ? ORDER BY number DESC "
      "LIMIT ?");
  query.bind(delivery).bind(before).bind(static_cast<std::int64_t>(limit));
  std::vector<AttemptRecord> attempts;
  while (query.step()) {
    AttemptRecord& attempt = attempts.emplace_back(read_attempt(query));
    attempt.response_body = query.text(6);
    if (!query.is_null(7)) {
      attempt.address = query.text(7);
    }
  }
  return attempts;
}

Listed<ListedMessage> SqlReader::messages(const MessageFilter& filter, MessageKey before,
                                          ListLimit limit) {
  return SqlLists(database_).messages(filter, before, limit);
}

Listed<ListedDelivery> SqlReader::deliveries(const DeliveryFilter& filter, DeliveryKey before,
                                             ListLimit limit) {
  return SqlLists(database_).deliveries(filter, before, limit);
}

std::optional<ListedDelivery> SqlReader::delivery(WorkspaceKey workspace,
                                                  std::string_view message_id,
                                                  std::string_view webhook_id) {
  return SqlLists(database_).delivery(workspace, message_id, webhook_id);
}

void SqlReader::read_skips(MessageKey key, StoredMessage& message) {
  Query query = database_.query(
      "SELECT s.webhook, w.public_id, s.reason, s.explanation FROM skips s "
      "JOIN webhooks w ON w.id = s.webhook WHERE s.message = ? ORDER BY s.webhook");
  query.bind(key);
  while (query.step()) {
    message.skips.push_back({.webhook = query.integer(0),
                             .webhook_id = std::string(query.text(1)),
                             .reason = known(skip_reason_named(query.text(2)), query.text(2)),
                             .explanation = std::string(query.text(3))});
  }
}

std::optional<MessageContent> SqlReader::message_content(MessageKey key) {
  Query query =
      database_.query("SELECT public_id, checking, occurrence FROM messages WHERE id = ?");
  query.bind(key);
  if (!query.step()) {
    return std::nullopt;
  }
  return MessageContent{.id = std::string(query.text(0)),
                        .checking = read_checking(query.text(1)),
                        .occurrence = std::string(query.text(2))};
}

std::optional<StoredAnswer> SqlReader::answer(WorkspaceKey workspace,
                                              std::string_view idempotency_key) {
  Query query = database_.query(
      "SELECT request_digest, body, answered_at FROM answers "
      "WHERE workspace = ? AND idempotency_key = ?");
  query.bind(workspace).bind(idempotency_key);
  if (!query.step()) {
    return std::nullopt;
  }
  return StoredAnswer{.request_digest = std::string(query.text(0)),
                      .body = std::string(query.text(1)),
                      .answered_at = query.integer(2)};
}

std::vector<PendingDelivery> SqlReader::first_attempts(WebhookKey webhook, DeliveryKey after,
                                                       std::size_t limit) {
  Query query = database_.query(
      "SELECT id, message, state, attempts - attempts_before, due_at, attempts_before "
      "FROM deliveries INDEXED BY deliveries_untried "
      "WHERE webhook = ? AND state = 'pending' AND attempts = 0 AND id > ? ORDER BY id LIMIT ?");
  query.bind(webhook).bind(after).bind(static_cast<std::int64_t>(limit));
  return read_pending(query);
}

DueRetries SqlReader::due_retries(WebhookKey webhook, EpochMilliseconds now, std::size_t limit) {
  DueRetries due;
  {
    Query query = database_.query(
        "SELECT id, message, state, attempts - attempts_before, due_at, attempts_before "
        "FROM deliveries INDEXED BY deliveries_to_retry WHERE webhook = ? AND state = 'pending' "
        "AND attempts > 0 AND due_at <= ? ORDER BY due_at, id LIMIT ?");
    query.bind(webhook).bind(now).bind(static_cast<std::int64_t>(limit));
    due.deliveries = read_pending(query);
  }
  Query query = database_.query(
      "SELECT min(due_at) FROM deliveries INDEXED BY deliveries_to_retry "
      "WHERE webhook = ? AND state = 'pending' "
      "AND attempts > 0 AND due_at > ?");
  query.bind(webhook).bind(now);
  due.next_due = query.step() ? query.optional_integer(0) : std::nullopt;
  return due;
}

std::vector<StoredInbox> SqlReader::inboxes(WorkspaceKey workspace, EpochMilliseconds used_since,
                                            InboxKey before, std::size_t limit) {
  return SqlInboxes(database_).inboxes(workspace, used_since, before, limit);
}

std::optional<StoredInbox> SqlReader::inbox(std::string_view id, EpochMilliseconds used_since) {
  return SqlInboxes(database_).inbox(id, used_since);
}

std::optional<StoredInbox> SqlReader::inbox(InboxKey key) {
  return SqlInboxes(database_).inbox(key);
}

std::int64_t SqlReader::inbox_count(WorkspaceKey workspace, EpochMilliseconds used_since) {
  return SqlInboxes(database_).inbox_count(workspace, used_since);
}

std::vector<CaptureHead> SqlReader::captures(InboxKey inbox, std::int64_t before,
                                             std::size_t limit) {
  return SqlInboxes(database_).captures(inbox, before, limit);
}

std::optional<Capture> SqlReader::capture(InboxKey inbox, std::int64_t number) {
  return SqlInboxes(database_).capture(inbox, number);
}

Backlog SqlReader::backlog() {
  // The first of those never tried was accepted before the others; only the indexes are read.
  Query query = database_.query(
      "WITH untried (total, first) AS (SELECT count(*), min(id) FROM deliveries "
      "  WHERE state = 'pending' AND attempts = 0), "
      "retries (total, due_at) AS (SELECT count(*), min(due_at) FROM deliveries "
      "  WHERE state = 'pending' AND attempts > 0) "
      "SELECT untried.total, retries.total, retries.due_at, "
      "(SELECT due_at FROM deliveries WHERE id = untried.first) FROM untried, retries");
  return read_backlog(query);
}

Backlog SqlReader::backlog_of(WorkspaceKey workspace) {
  // By webhook, as the indexes are.
  Query query = database_.query(
      "WITH own (webhook) AS (SELECT id FROM webhooks "
      "  WHERE workspace = ? AND deleted_at IS NULL), "
      "untried (total, first) AS (SELECT count(*), min(id) FROM own CROSS JOIN deliveries d "
      "  INDEXED BY deliveries_untried WHERE d.webhook = own.webhook "
      "  AND state = 'pending' AND attempts = 0), "
      "retries (total, due_at) AS (SELECT count(*), min(due_at) FROM own CROSS JOIN deliveries d "
      "  INDEXED BY deliveries_to_retry WHERE d.webhook = own.webhook "
      "  AND state = 'pending' AND attempts > 0) "
      "SELECT untried.total, retries.total, retries.due_at, "
      "(SELECT due_at FROM deliveries WHERE id = untried.first) FROM untried, retries");
  query.bind(workspace);
  return read_backlog(query);
}

}  // namespace hookstorm::native
