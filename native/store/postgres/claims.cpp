#include "native/store/postgres/claims.hpp"

#include <algorithm>
#include <string>

#include "native/store/postgres/key_list.hpp"
#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native::postgres {
namespace {

/// Of rows (id, message, attempts since it was last sent again, due_at, attempts_before).
void read_into(std::vector<PendingDelivery>& deliveries, sql::Query& rows) {
  while (rows.step()) {
    deliveries.push_back({.key = rows.integer(0),
                          .message = rows.integer(1),
                          .progress = {.attempts = static_cast<std::uint32_t>(rows.integer(2)),
                                       .due_at = rows.integer(3)},
                          .attempts_before = static_cast<std::uint32_t>(rows.integer(4))});
  }
}

std::int64_t left_of(std::size_t limit, const std::vector<PendingDelivery>& deliveries) {
  return static_cast<std::int64_t>(limit) - static_cast<std::int64_t>(deliveries.size());
}

}  // namespace

/// Claims are asked for as ranges, though they are of one value, and ordered by: so no other index
/// than that of what is pending gives the order, such as that of all keys, which leads through what
/// is not wanted. What is found is a list, by which keys are looked up; joined with it, every day's
/// partition would be gone through as a whole.
std::vector<PendingDelivery> Claims::first_attempts(WebhookKey webhook, std::size_t limit) {
  std::vector<PendingDelivery> deliveries;
  {
    sql::Query query = database_.query(
        "SELECT id, message, attempts - attempts_before, due_at, attempts_before FROM deliveries "
        "WHERE claimed_by BETWEEN ?1 AND ?1 AND webhook = ?2 AND state = 'pending' "
        "AND attempts = 0 ORDER BY claimed_by, id LIMIT ?3");
    query.bind(dispatcher_).bind(webhook).bind(static_cast<std::int64_t>(limit));
    read_into(deliveries, query);
  }
  if (left_of(limit, deliveries) > 0) {
    sql::Query query = database_.query(
        "UPDATE deliveries SET claimed_by = ?1 WHERE id = ANY (ARRAY(SELECT id FROM deliveries "
        "WHERE webhook = ?2 AND state = 'pending' AND attempts = 0 AND claimed_by <= 0 "
        "ORDER BY claimed_by, id LIMIT ?3 FOR UPDATE SKIP LOCKED)) "
        "RETURNING id, message, attempts - attempts_before, due_at, attempts_before");
    query.bind(dispatcher_).bind(webhook).bind(left_of(limit, deliveries));
    read_into(deliveries, query);
  }
  std::sort(deliveries.begin(), deliveries.end(),
            [](const auto& one, const auto& other) { return one.key < other.key; });
  return deliveries;
}

bool Claims::own(WebhookKey webhook) {
  sql::Query query = database_.query(
      "INSERT INTO webhook_owners (webhook, dispatcher) VALUES (?1, ?2) ON CONFLICT (webhook) "
      "DO UPDATE SET dispatcher = ?2 WHERE webhook_owners.dispatcher = ?2 OR NOT EXISTS "
      "(SELECT 1 FROM dispatchers WHERE id = webhook_owners.dispatcher AND NOT has_ended) "
      "RETURNING webhook");
  query.bind(webhook).bind(dispatcher_);
  return query.step();
}

void Claims::let_go(WebhookKey webhook, const std::vector<DeliveryKey>& held) {
  const std::string keys = key_list(held);
  database_
      .query(
          "UPDATE deliveries SET claimed_by = 0 WHERE claimed_by = ?1 AND claimed_by <> 0 "
          "AND webhook = ?2 AND state = 'pending' "
          "AND id <> ALL (string_to_array(?3::text, ',')::bigint[])")
      .bind(dispatcher_)
      .bind(webhook)
      .bind(keys)
      .run();
  if (database_.rows_changed() > 0) {
    database_.query("SELECT pg_notify('hookstorm', 'work ' || ?::text)").bind(webhook).run();
  }
}

DueRetries Claims::due_retries(WebhookKey webhook, EpochMilliseconds now, std::size_t limit) {
  DueRetries due;
  {
    sql::Query query = database_.query(
        "SELECT id, message, attempts - attempts_before, due_at, attempts_before FROM deliveries "
        "WHERE claimed_by = ?1 AND webhook = ?2 AND state = 'pending' "
        "AND attempts > 0 AND due_at <= ?3 ORDER BY due_at, id LIMIT ?4");
    query.bind(dispatcher_).bind(webhook).bind(now).bind(static_cast<std::int64_t>(limit));
    read_into(due.deliveries, query);
  }
  if (left_of(limit, due.deliveries) > 0) {
    sql::Query query = database_.query(
        "UPDATE deliveries SET claimed_by = ?1 WHERE id = ANY (ARRAY(SELECT id FROM deliveries "
        "WHERE webhook = ?2 AND state = 'pending' AND attempts > 0 AND claimed_by = 0 "
        "AND due_at <= ?3 ORDER BY due_at, id LIMIT ?4 FOR UPDATE SKIP LOCKED)) "
        "RETURNING id, message, attempts - attempts_before, due_at, attempts_before");
    query.bind(dispatcher_).bind(webhook).bind(now).bind(left_of(limit, due.deliveries));
    read_into(due.deliveries, query);
  }
  std::sort(due.deliveries.begin(), due.deliveries.end(), [](const auto& one, const auto& other) {
    return one.progress.due_at != other.progress.due_at
               ? one.progress.due_at < other.progress.due_at
               : one.key < other.key;
  });
  sql::Query query = database_.query(
      "SELECT min(due_at) FROM deliveries WHERE webhook = ?1 AND state = 'pending' "
      "AND attempts > 0 AND claimed_by = 0 AND due_at > ?2");
  query.bind(webhook).bind(now);
  due.next_due = query.step() ? query.optional_integer(0) : std::nullopt;
  return due;
}

}  // namespace hookstorm::native::postgres
