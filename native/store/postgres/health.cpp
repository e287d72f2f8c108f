#include "native/store/postgres/health.hpp"

#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native::postgres {

StoredHealth read_health_of(Database& database, WebhookKey webhook, Reading reading) {
  sql::Query query = database.query(
      reading == Reading::as_it_is
          ? "SELECT resets, disabled, disabled_at, failing_since, failed_at, failures, "
            "failed_messages, throttled_until, throttles, version FROM webhook_health "
            "WHERE webhook = ?"
          : "SELECT resets, disabled, disabled_at, failing_since, failed_at, failures, "
            "failed_messages, throttled_until, throttles, version FROM webhook_health "
            "WHERE webhook = ? FOR UPDATE");
  query.bind(webhook);
  if (!query.step()) {
    return {};
  }
  return {.health = read_health(query, 1), .resets = query.integer(0), .version = query.integer(9)};
}

bool record_health_of(Database& database, WebhookKey webhook, const StoredHealth& stored) {
  const WebhookHealth& health = stored.health;
  sql::Query query = database.query(
      "INSERT INTO webhook_health (webhook, resets, disabled, disabled_at, failing_since, "
      "failed_at, failures, failed_messages, throttled_until, throttles, version) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1) ON CONFLICT (webhook) DO UPDATE SET "
      "disabled = excluded.disabled, disabled_at = excluded.disabled_at, "
      "failing_since = excluded.failing_since, failed_at = excluded.failed_at, "
      "failures = excluded.failures, failed_messages = excluded.failed_messages, "
      "throttled_until = excluded.throttled_until, throttles = excluded.throttles, "
      "version = webhook_health.version + 1 "
      "WHERE webhook_health.resets = excluded.resets AND webhook_health.version = ?11 "
      "RETURNING webhook");
  query.bind(webhook).bind(stored.resets).bind(name_of(health.disabled)).bind(health.disabled_at);
  query.bind(health.failing_since).bind(health.failed_at).bind(health.failures);
  query.bind(health.failed_messages).bind(health.throttled_until).bind(health.throttles);
  query.bind(stored.version);
  return query.step();
}

}  // namespace hookstorm::native::postgres
