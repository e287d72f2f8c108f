#include "native/store/postgres/deleted_webhooks.hpp"

namespace hookstorm::native::postgres {
namespace {

/// By the indexes of what is pending, webhook by webhook; then by keys, in those partitions alone
/// that have some of it. What has come to its end since it was found stays as it is.
std::int64_t cancel(Database& database, const char* statement, std::int64_t limit) {
  database.query(statement).bind(limit).run();
  return database.rows_changed();
}

}  // namespace

std::size_t cancel_for_deleted(Database& database, std::int64_t limit) {
  const std::int64_t untried =
      cancel(database,
             "WITH waiting AS MATERIALIZED (SELECT delivery.id FROM webhooks CROSS JOIN LATERAL "
             "  (SELECT id FROM deliveries WHERE webhook = webhooks.id AND state = 'pending' "
             "   AND attempts = 0 LIMIT ?1) AS delivery "
             "  WHERE deleted_at IS NOT NULL AND NOT is_settled LIMIT ?1) "
             "UPDATE deliveries SET state = 'cancelled' "
             "WHERE id = ANY (ARRAY(SELECT id FROM waiting)) "
             "AND id >= (SELECT min(id) FROM waiting) AND id <= (SELECT max(id) FROM waiting) "
             "AND state = 'pending'",
             limit);
  const std::int64_t to_retry =
      cancel(database,
             "WITH waiting AS MATERIALIZED (SELECT delivery.id FROM webhooks CROSS JOIN LATERAL "
             "  (SELECT id FROM deliveries WHERE webhook = webhooks.id AND state = 'pending' "
             "   AND attempts > 0 LIMIT ?1) AS delivery "
             "  WHERE deleted_at IS NOT NULL AND NOT is_settled LIMIT ?1) "
             "UPDATE deliveries SET state = 'cancelled' "
             "WHERE id = ANY (ARRAY(SELECT id FROM waiting)) "
             "AND id >= (SELECT min(id) FROM waiting) AND id <= (SELECT max(id) FROM waiting) "
             "AND state = 'pending'",
             limit);
  if (untried + to_retry == 0) {
    // Whoever accepted something for one of them before they heard that it is deleted, has ended.
    database
        .query(
            "UPDATE webhooks SET is_settled = true WHERE deleted_at IS NOT NULL "
            "AND NOT is_settled "
            "AND to_timestamp(deleted_at / 1000) < clock_timestamp() - interval '10 minutes'")
        .run();
  }
  return static_cast<std::size_t>(untried + to_retry);
}

}  // namespace hookstorm::native::postgres
