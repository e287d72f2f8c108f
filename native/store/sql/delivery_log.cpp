#include "native/store/sql/delivery_log.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "core/replay/delivery_log.hpp"
#include "native/store/sql/configurations.hpp"
#include "native/store/sql/lists.hpp"
#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native {

using sql::Query;

struct SqlDeliveryLog::Message {
  std::int64_t key = 0;
  std::string id;
  WorkspaceKey workspace = kNoWorkspace;
  Trigger trigger = Trigger::event_created;
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

/// A part that is being read.
struct SqlDeliveryLog::Reading {
  const DeliveryFilter& filter;
  std::size_t bytes;
  MessageKey end;  ///< Of the messages that the filter may mean.
  LogPart part;

  [[nodiscard]] bool is_full() const { return part.lines.size() >= bytes; }
  void take(const LogEntry& entry) { part.lines.append(log_line(entry)).append("\n"); }
};

namespace {

bool is_asked(const DeliveryFilter& filter, DeliveryState state) {
  return filter.states.empty() ||
         std::find(filter.states.begin(), filter.states.end(), state) != filter.states.end();
}

/// The rows (id, public_id, trigger, workspace) of the next message; others than the workspace's
/// may come along where the default one is asked about.
const char* next_message_sql(WorkspaceKey workspace) {
  if (workspace != kDefaultWorkspace) {
    return "SELECT id, public_id, trigger, workspace FROM messages INDEXED BY messages_elsewhere "
           "WHERE workspace = ?3 AND workspace <> 1 AND id >= ?1 AND id < ?2 ORDER BY id LIMIT 1";
  }
  return "SELECT id, public_id, trigger, workspace FROM messages "
         "WHERE id >= ?1 AND id < ?2 AND ?3 <> 0 ORDER BY id LIMIT 1";
}

std::vector<LoggedAttempt> attempts_of(sql::Database& database, std::int64_t delivery) {
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

bool SqlDeliveryLog::knows_webhook(WorkspaceKey workspace, const std::string& id) {
  Query query = database_.query("SELECT 1 FROM webhooks WHERE public_id = ? AND workspace = ?");
  query.bind(id).bind(workspace);
  return query.step();
}

LogPart SqlDeliveryLog::read(const DeliveryFilter& filter, const LogPosition& position,
                             LogLimit limit) {
  const sql::Snapshot snapshot(database_);
  const SqlLists::Range range =
      SqlLists(database_).messages_between(filter.message, std::numeric_limits<MessageKey>::max());
  Reading reading{
      .filter = filter, .bytes = limit.bytes, .end = range.end, .part = {.position = position}};
  if (position.message < range.first) {
    reading.part.position = {.message = range.first};
  }
  Message message;
  for (std::size_t looked_at = 0; looked_at < limit.messages_max && !reading.is_full();
       ++looked_at) {
    if (!read_next(reading, message)) {
      reading.part.is_last = true;
      break;
    }
    if (read_content(reading, message)) {
      read_lines(reading, message);
    } else {
      reading.part.position = {.message = message.key + 1};
    }
  }
  return std::move(reading.part);
}

/// The message to go on with, without its content: the trigger stands before the occurrence, whose
/// pages need not be read for it.
bool SqlDeliveryLog::read_next(Reading& reading, Message& message) {
  const WorkspaceKey workspace = reading.filter.message.workspace;
  Query query = database_.query(next_message_sql(workspace));
  query.bind(reading.part.position.message).bind(reading.end).bind(workspace);
  if (!query.step()) {
    return false;
  }
  message = {.key = query.integer(0),
             .id = std::string(query.text(1)),
             .workspace = query.integer(3),
             .trigger = known(trigger_named(query.text(2)), query.text(2))};
  if (message.key != reading.part.position.message) {
    reading.part.position = {.message = message.key};
  }
  return true;
}

/// False where the filter does not mean the message.
bool SqlDeliveryLog::read_content(const Reading& reading, Message& message) {
  const MessageFilter& filter = reading.filter.message;
  if (message.workspace != filter.workspace ||
      (filter.trigger && *filter.trigger != message.trigger)) {
    return false;
  }
  Query query =
      database_.query("SELECT checking, occurrence, accepted_at FROM messages WHERE id = ?");
  query.bind(message.key);
  if (!query.step()) {
    return false;
  }
  message.checking = read_checking(query.text(0));
  message.occurrence = query.text(1);
  message.accepted_at = query.integer(2);
  return message.accepted_at >= filter.since && message.accepted_at < filter.until;
}

/// As many lines of the message as there is room for.
void SqlDeliveryLog::read_lines(Reading& reading, const Message& message) {
  read_deliveries(reading, message);
  if (!reading.is_full() && reading.filter.states.empty()) {
    read_skips(reading, message);
  }
  if (!reading.is_full()) {
    reading.part.position = {.message = message.key + 1};
  }
}

void SqlDeliveryLog::read_deliveries(Reading& reading, const Message& message) {
  Query query = database_.query(
      "SELECT d.id, d.state, r.number, r.configuration FROM deliveries d "
      "JOIN webhooks w ON w.id = d.webhook "
      "JOIN webhook_revisions r ON r.webhook = d.webhook AND r.number = coalesce("
      "  (SELECT webhook_revision FROM attempts WHERE delivery = d.id ORDER BY number DESC LIMIT "
      "1),"
      "  w.revision) "
      "WHERE d.message = ?1 AND (?2 = '' OR w.public_id = ?2) AND d.id > ?3 ORDER BY d.id");
  const std::string webhook_id = reading.filter.webhook_id.value_or("");
  query.bind(message.key).bind(webhook_id).bind(reading.part.position.delivery);
  while (!reading.is_full() && query.step()) {
    reading.part.position.delivery = query.integer(0);
    const DeliveryState state = known(delivery_state_named(query.text(1)), query.text(1));
    if (!is_asked(reading.filter, state)) {
      continue;
    }
    const Webhook webhook = Configurations::read_without_secrets(query.text(3));
    LogEntry entry = message.entry(webhook, query.integer(2));
    entry.state = state;
    entry.attempts = attempts_of(database_, query.integer(0));
    reading.take(entry);
  }
}

/// The revision is the one that there was when the message was accepted.
void SqlDeliveryLog::read_skips(Reading& reading, const Message& message) {
  Query query = database_.query(
      "SELECT s.reason, s.explanation, r.number, r.configuration, s.webhook FROM skips s "
      "JOIN webhooks w ON w.id = s.webhook "
      "JOIN webhook_revisions r ON r.webhook = s.webhook AND r.number = coalesce("
      "  (SELECT max(number) FROM webhook_revisions WHERE webhook = s.webhook AND created_at <= "
      "?3),"
      "  1) "
      "WHERE s.message = ?1 AND (?2 = '' OR w.public_id = ?2) AND s.webhook > ?4 "
      "ORDER BY s.webhook");
  const std::string webhook_id = reading.filter.webhook_id.value_or("");
  query.bind(message.key).bind(webhook_id).bind(message.accepted_at);
  query.bind(reading.part.position.skip);
  while (!reading.is_full() && query.step()) {
    reading.part.position.skip = query.integer(4);
    const Webhook webhook = Configurations::read_without_secrets(query.text(3));
    LogEntry entry = message.entry(webhook, query.integer(2));
    entry.skip = Match{.skipped = known(skip_reason_named(query.text(0)), query.text(0)),
                       .explanation = std::string(query.text(1))};
    reading.take(entry);
  }
}

}  // namespace hookstorm::native
