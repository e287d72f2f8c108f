#include "native/store/sql/lists.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "core/request/message_id.hpp"
#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native {
namespace {

using sql::Query;

/// By how much a clock may be set back without a message being left out of a list by time.
constexpr EpochMilliseconds kClockSetBackMax = 60'000;
constexpr std::int64_t kKeyMax = std::numeric_limits<std::int64_t>::max();

/// The lowest id of messages accepted at `moment`: ids sort by it, and are indexed.
std::string lowest_id(EpochMilliseconds moment) {
  return message_id(std::clamp<EpochMilliseconds>(moment, 0, kLatestMoment), {});
}

/// What of a message is asked, by its id and trigger alone: both stand before the occurrence, whose
/// pages need not be read for them.
class MessageCheck {
 public:
  explicit MessageCheck(const MessageFilter& filter)
      : trigger_(filter.trigger ? facts(*filter.trigger).name : std::string_view()),
        first_(filter.since > 0 ? lowest_id(filter.since) : ""),
        end_(filter.until < kLatestMoment ? lowest_id(filter.until) : "") {}

  [[nodiscard]] bool passes(std::string_view id, std::string_view trigger) const {
    return (trigger_.empty() || trigger_ == trigger) && id >= first_ && (end_.empty() || id < end_);
  }

 private:
  std::string_view trigger_;
  std::string first_;
  std::string end_;
};

bool is_unsuccessful(DeliveryState state) {
  return state == DeliveryState::exhausted || state == DeliveryState::cancelled;
}

bool is_failure_asked(const DeliveryFilter& filter) {
  return !filter.states.empty() &&
         std::all_of(filter.states.begin(), filter.states.end(), is_unsuccessful);
}

/// The rows (id, message, webhook, state, attempts, due_at, workspace) of deliveries that the
/// filter may mean, by the index that leads to the fewest. The parameters are the range of keys,
/// the webhook, which is one of the workspace, the workspace, and how many. Rows of other
/// workspaces come along where the default one is asked about: they are looked at like others that
/// do not fit.
const char* candidates_sql(const DeliveryFilter& filter) {
  if (is_failure_asked(filter) && filter.webhook_id) {
    return "SELECT id, message, webhook, state, attempts, due_at, workspace FROM deliveries "
           "INDEXED BY deliveries_unsuccessful_of_webhook "
           "WHERE state IN ('exhausted', 'cancelled') AND webhook = ?3 AND id >= ?1 AND id < ?2 "
           "AND ?4 <> 0 ORDER BY id DESC LIMIT ?5";
  }
  if (filter.webhook_id) {
    return "SELECT id, message, webhook, state, attempts, due_at, workspace FROM deliveries "
           "INDEXED BY deliveries_of_webhook "
           "WHERE webhook = ?3 AND id >= ?1 AND id < ?2 AND ?4 <> 0 ORDER BY id DESC LIMIT ?5";
  }
  if (filter.message.workspace != kDefaultWorkspace) {
    return "SELECT id, message, webhook, state, attempts, due_at, workspace FROM deliveries "
           "INDEXED BY deliveries_elsewhere "
           "WHERE workspace = ?4 AND workspace <> 1 AND id >= ?1 AND id < ?2 AND ?3 = 0 "
           "ORDER BY id DESC LIMIT ?5";
  }
  if (is_failure_asked(filter)) {
    return "SELECT id, message, webhook, state, attempts, due_at, workspace FROM deliveries "
           "INDEXED BY deliveries_unsuccessful "
           "WHERE state IN ('exhausted', 'cancelled') AND id >= ?1 AND id < ?2 AND ?3 = 0 "
           "AND ?4 <> 0 ORDER BY id DESC LIMIT ?5";
  }
  return "SELECT id, message, webhook, state, attempts, due_at, workspace FROM deliveries "
         "WHERE id >= ?1 AND id < ?2 AND ?3 = 0 AND ?4 <> 0 ORDER BY id DESC LIMIT ?5";
}

/// The same where the database goes by no hint, for filters by which an index begins. Rows are
/// compared and ordered as that index is, so that no other one gives the order: such as that of all
/// keys, which leads through everybody's rows. Null for other filters.
const char* ordered_candidates_sql(const DeliveryFilter& filter) {
  if (filter.webhook_id) {
    return is_failure_asked(filter)
               ? "SELECT id, message, webhook, state, attempts, due_at, workspace FROM deliveries "
                 "WHERE state IN ('exhausted', 'cancelled') AND (webhook, id) >= (?3, ?1) "
                 "AND (webhook, id) < (?3, ?2) AND ?4 <> 0 ORDER BY webhook DESC, id DESC LIMIT ?5"
               : "SELECT id, message, webhook, state, attempts, due_at, workspace FROM deliveries "
                 "WHERE (webhook, id) >= (?3, ?1) AND (webhook, id) < (?3, ?2) AND ?4 <> 0 "
                 "ORDER BY webhook DESC, id DESC LIMIT ?5";
  }
  if (filter.message.workspace != kDefaultWorkspace) {
    return "SELECT id, message, webhook, state, attempts, due_at, workspace FROM deliveries "
           "WHERE workspace <> 1 AND (workspace, id) >= (?4, ?1) AND (workspace, id) < (?4, ?2) "
           "AND ?3 = 0 ORDER BY workspace DESC, id DESC LIMIT ?5";
  }
  return nullptr;
}

/// The same (id, public_id, trigger, workspace) of messages; the parameters are the range of keys,
/// the workspace, and how many. A default of the table is read without the occurrence before it.
const char* message_candidates_sql(const MessageFilter& filter) {
  if (filter.workspace != kDefaultWorkspace) {
    return "SELECT id, public_id, trigger, workspace FROM messages INDEXED BY messages_elsewhere "
           "WHERE workspace = ?3 AND workspace <> 1 AND id >= ?1 AND id < ?2 ORDER BY id DESC "
           "LIMIT ?4";
  }
  return "SELECT id, public_id, trigger, workspace FROM messages "
         "WHERE id >= ?1 AND id < ?2 AND ?3 <> 0 ORDER BY id DESC LIMIT ?4";
}

bool is_asked(const DeliveryFilter& filter, DeliveryState state) {
  return filter.states.empty() ||
         std::find(filter.states.begin(), filter.states.end(), state) != filter.states.end();
}

/// Of a row (id, message, webhook, state, attempts, due_at, workspace).
ListedDelivery read_delivery(const Query& row) {
  return {.key = row.integer(0),
          .message = row.integer(1),
          .webhook = row.integer(2),
          .message_id = {},
          .webhook_id = {},
          .state = known(delivery_state_named(row.text(3)), row.text(3)),
          .attempts = static_cast<std::uint32_t>(row.integer(4)),
          .due_at = row.integer(5),
          .workspace = row.integer(6)};
}

/// Reads what its message says; false where the check does not let it pass.
bool take_message(sql::Database& database, const MessageCheck& check, ListedDelivery& delivery) {
  {
    Query query = database.query("SELECT public_id, trigger FROM messages WHERE id = ?");
    query.bind(delivery.message);
    if (!query.step() || !check.passes(query.text(0), query.text(1))) {
      return false;
    }
    delivery.message_id = query.text(0);
    delivery.trigger = known(trigger_named(query.text(1)), query.text(1));
  }
  Query query = database.query("SELECT accepted_at FROM messages WHERE id = ?");
  query.bind(delivery.message);
  delivery.accepted_at = query.step() ? query.integer(0) : 0;
  return true;
}

void take_webhook(sql::Database& database, ListedDelivery& delivery) {
  Query query = database.query("SELECT public_id FROM webhooks WHERE id = ?");
  query.bind(delivery.webhook);
  delivery.webhook_id = query.step() ? query.text(0) : "";
}

/// An access to the index of attempts, and none where there was no attempt.
void take_last_attempt(sql::Database& database, ListedDelivery& delivery) {
  if (delivery.attempts == 0) {
    return;
  }
  Query query = database.query(
      "SELECT number, webhook_revision, attempted_at, duration_ms, status, failure FROM attempts "
      "WHERE delivery = ? ORDER BY number DESC LIMIT 1");
  query.bind(delivery.key);
  if (query.step()) {
    delivery.last_attempt = read_attempt(query);
  }
}

/// The number in the first row's first column; `otherwise` where there is no row.
std::int64_t number_or(Query& query, std::int64_t otherwise) {
  return query.step() ? query.integer(0) : otherwise;
}

}  // namespace

SqlLists::Range SqlLists::messages_between(const MessageFilter& filter, MessageKey before) {
  Range range{.first = 0, .end = before};
  if (filter.since > 0) {
    const std::string id = lowest_id(filter.since - kClockSetBackMax);
    Query query = database_.query(
        "SELECT id FROM messages WHERE public_id < ? ORDER BY public_id DESC LIMIT 1");
    query.bind(id);
    range.first = number_or(query, -1) + 1;
  }
  if (filter.until < kLatestMoment) {
    const std::string id = lowest_id(filter.until + kClockSetBackMax);
    Query query =
        database_.query("SELECT id FROM messages WHERE public_id >= ? ORDER BY public_id LIMIT 1");
    query.bind(id);
    range.end = std::min(before, number_or(query, kKeyMax));
  }
  return range;
}

DeliveryKey SqlLists::first_delivery_from(MessageKey message) {
  Query query =
      database_.query("SELECT id FROM deliveries WHERE message >= ? ORDER BY message, id LIMIT 1");
  query.bind(message);
  return number_or(query, kKeyMax);
}

SqlLists::Range SqlLists::deliveries_between(const MessageFilter& filter, DeliveryKey before) {
  const Range messages = messages_between(filter, kKeyMax);
  Range range{.first = 0, .end = before};
  if (messages.first > 0) {
    range.first = first_delivery_from(messages.first);
  }
  if (messages.end < kKeyMax) {
    range.end = std::min(before, first_delivery_from(messages.end));
  }
  return range;
}

Listed<ListedMessage> SqlLists::messages(const MessageFilter& filter, MessageKey before,
                                         ListLimit limit) {
  const MessageCheck check(filter);
  const Range range = messages_between(filter, before);
  Listed<ListedMessage> listed{.position = before};
  {
    Query query = database_.query(message_candidates_sql(filter));
    query.bind(range.first).bind(range.end).bind(filter.workspace);
    query.bind(static_cast<std::int64_t>(limit.rows_max));
    for (std::size_t rows = 0; rows < limit.rows_max && listed.records.size() < limit.found_max;
         ++rows) {
      if (!query.step()) {
        listed.is_last = true;
        break;
      }
      listed.position = query.integer(0);
      if (query.integer(3) == filter.workspace && check.passes(query.text(1), query.text(2))) {
        listed.records.push_back({.key = query.integer(0),
                                  .id = std::string(query.text(1)),
                                  .trigger = known(trigger_named(query.text(2)), query.text(2))});
      }
    }
  }
  for (ListedMessage& message : listed.records) {
    Query query = database_.query("SELECT occurred_at, accepted_at FROM messages WHERE id = ?");
    query.bind(message.key);
    if (query.step()) {
      message.occurred_at = query.integer(0);
      message.accepted_at = query.integer(1);
    }
  }
  return listed;
}

Listed<ListedDelivery> SqlLists::deliveries(const DeliveryFilter& filter, DeliveryKey before,
                                            ListLimit limit) {
  std::int64_t webhook = 0;
  if (filter.webhook_id) {
    Query query = database_.query("SELECT id FROM webhooks WHERE public_id = ? AND workspace = ?");
    query.bind(*filter.webhook_id).bind(filter.message.workspace);
    webhook = number_or(query, -1);
  }
  const MessageCheck check(filter.message);
  const Range range = deliveries_between(filter.message, before);
  Listed<ListedDelivery> listed{.position = before};
  const char* ordered = database_.takes_hints() ? nullptr : ordered_candidates_sql(filter);
  Query query = database_.query(ordered != nullptr ? ordered : candidates_sql(filter));
  query.bind(range.first).bind(range.end).bind(webhook).bind(filter.message.workspace);
  query.bind(static_cast<std::int64_t>(limit.rows_max));
  for (std::size_t rows = 0; rows < limit.rows_max && listed.records.size() < limit.found_max;
       ++rows) {
    if (!query.step()) {
      listed.is_last = true;
      break;
    }
    ListedDelivery delivery = read_delivery(query);
    listed.position = delivery.key;
    if (query.integer(6) == filter.message.workspace && is_asked(filter, delivery.state) &&
        take_message(database_, check, delivery)) {
      take_webhook(database_, delivery);
      take_last_attempt(database_, delivery);
      listed.records.push_back(std::move(delivery));
    }
  }
  return listed;
}

std::optional<ListedDelivery> SqlLists::delivery(DeliveryKey key) {
  Query query = database_.query(
      "SELECT id, message, webhook, state, attempts, due_at, workspace FROM deliveries WHERE id "
      "= ?");
  query.bind(key);
  return first_delivery(query);
}

std::optional<ListedDelivery> SqlLists::delivery(WorkspaceKey workspace,
                                                 std::string_view message_id,
                                                 std::string_view webhook_id) {
  Query query = database_.query(
      "SELECT d.id, d.message, d.webhook, d.state, d.attempts, d.due_at, d.workspace "
      "FROM messages m JOIN deliveries d ON d.message = m.id JOIN webhooks w ON w.id = d.webhook "
      "WHERE m.public_id = ? AND w.public_id = ? AND d.workspace = ?");
  query.bind(message_id).bind(webhook_id).bind(workspace);
  return first_delivery(query);
}

std::optional<ListedDelivery> SqlLists::first_delivery(Query& query) {
  if (!query.step()) {
    return std::nullopt;
  }
  ListedDelivery delivery = read_delivery(query);
  if (!take_message(database_, MessageCheck({}), delivery)) {
    return std::nullopt;
  }
  take_webhook(database_, delivery);
  take_last_attempt(database_, delivery);
  return delivery;
}

}  // namespace hookstorm::native
