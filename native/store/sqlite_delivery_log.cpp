#include "native/store/sqlite_delivery_log.hpp"

#include <utility>
#include <vector>

#include "core/replay/delivery_log.hpp"
#include "native/store/sqlite/configurations.hpp"
#include "native/store/sqlite/schema.hpp"
#include "native/store/sqlite/stored_values.hpp"

namespace hookstorm::native {

using sqlite::Query;

struct SqliteDeliveryLog::Message {
  std::int64_t key = 0;
  std::string id;
  Checking checking = Checking::strict;
  std::string occurrence;
  EpochMilliseconds accepted_at = 0;

  [[nodiscard]] LogEntry entry(const Webhook& webhook, std::int64_t revision) const {
    return {.message_id = id,
            .accepted_at = accepted_at,
            .checking = checking,
            .occurrence = occurrence,
            .webhook = &webhook,
            .webhook_revision = revision,
            .skip = {},
            .state = DeliveryState::pending,
            .attempts = {}};
  }
};

namespace {

std::vector<LoggedAttempt> attempts_of(sqlite::Database& database, std::int64_t delivery) {
  Query query = database.query(
      "SELECT number, attempted_at, duration_ms, webhook_revision, status, failure FROM attempts "
      "WHERE delivery = ? ORDER BY number");
  query.bind(delivery);
  std::vector<LoggedAttempt> attempts;
  while (query.step()) {
    LoggedAttempt attempt{.number = query.integer(0),
                          .attempted_at = query.integer(1),
                          .duration_ms = query.integer(2),
                          .webhook_revision = query.integer(3),
                          .status = {},
                          .failure = {}};
    if (!query.is_null(4)) {
      attempt.status = static_cast<int>(query.integer(4));
    }
    if (!query.is_null(5)) {
      attempt.failure = query.text(5);
    }
    attempts.push_back(std::move(attempt));
  }
  return attempts;
}

}  // namespace

SqliteDeliveryLog::SqliteDeliveryLog(const std::string& path)
    : database_(path, sqlite::Access::read) {
  sqlite::require_current(database_);
}

bool SqliteDeliveryLog::knows_webhook(const std::string& id) {
  Query query = database_.query("SELECT 1 FROM webhooks WHERE public_id = ?");
  query.bind(id);
  return query.step();
}

void SqliteDeliveryLog::read(const DeliveryLogScope& scope, const TakeLine& take_line) {
  Message message;
  bool is_there = true;
  while (is_there) {
    database_.execute("BEGIN");
    is_there = read_next(scope, message);
    if (is_there) {
      read_deliveries(scope, message, take_line);
      read_skips(scope, message, take_line);
    }
    database_.execute("COMMIT");
  }
}

bool SqliteDeliveryLog::read_next(const DeliveryLogScope& scope, Message& message) {
  Query query = database_.query(
      "SELECT id, public_id, checking, occurrence, accepted_at FROM messages "
      "WHERE id > ? AND accepted_at >= ? ORDER BY id LIMIT 1");
  query.bind(message.key).bind(scope.since);
  if (!query.step()) {
    return false;
  }
  message = {.key = query.integer(0),
             .id = std::string(query.text(1)),
             .checking = read_checking(query.text(2)),
             .occurrence = std::string(query.text(3)),
             .accepted_at = query.integer(4)};
  return true;
}

void SqliteDeliveryLog::read_deliveries(const DeliveryLogScope& scope, const Message& message,
                                        const TakeLine& take_line) {
  Query query = database_.query(
      "SELECT d.id, d.state, r.number, r.configuration FROM deliveries d "
      "JOIN webhooks w ON w.id = d.webhook "
      "JOIN webhook_revisions r ON r.webhook = d.webhook AND r.number = coalesce("
      "  (SELECT webhook_revision FROM attempts WHERE delivery = d.id ORDER BY number DESC LIMIT "
      "1),"
      "  w.revision) "
      "WHERE d.message = ?1 AND (?2 = '' OR w.public_id = ?2) ORDER BY d.id");
  query.bind(message.key).bind(scope.webhook_id);
  while (query.step()) {
    const Webhook webhook = Configurations::read_without_secrets(query.text(3));
    LogEntry entry = message.entry(webhook, query.integer(2));
    entry.state = known(delivery_state_named(query.text(1)), query.text(1));
    entry.attempts = attempts_of(database_, query.integer(0));
    take_line(log_line(entry));
  }
}

/// The revision is the one that there was when the message was accepted.
void SqliteDeliveryLog::read_skips(const DeliveryLogScope& scope, const Message& message,
                                   const TakeLine& take_line) {
  Query query = database_.query(
      "SELECT s.reason, s.explanation, r.number, r.configuration FROM skips s "
      "JOIN webhooks w ON w.id = s.webhook "
      "JOIN webhook_revisions r ON r.webhook = s.webhook AND r.number = coalesce("
      "  (SELECT max(number) FROM webhook_revisions WHERE webhook = s.webhook AND created_at <= "
      "?3),"
      "  1) "
      "WHERE s.message = ?1 AND (?2 = '' OR w.public_id = ?2) ORDER BY s.webhook");
  query.bind(message.key).bind(scope.webhook_id).bind(message.accepted_at);
  while (query.step()) {
    const Webhook webhook = Configurations::read_without_secrets(query.text(3));
    LogEntry entry = message.entry(webhook, query.integer(2));
    entry.skip = Match{.skipped = known(skip_reason_named(query.text(0)), query.text(0)),
                       .explanation = std::string(query.text(1))};
    take_line(log_line(entry));
  }
}

}  // namespace hookstorm::native
