#include "native/store/postgres/listed_deliveries.hpp"

#include <optional>
#include <string>

#include "native/store/postgres/key_list.hpp"
#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native::postgres {
namespace {

ListedDelivery read_listed(sql::Query& row) {
  return {.key = row.integer(6),
          .message = row.integer(7),
          .webhook = row.integer(8),
          .message_id = std::string(row.text(13)),
          .webhook_id = std::string(row.text(16)),
          .trigger = known(trigger_named(row.text(14)), row.text(14)),
          .accepted_at = row.integer(15),
          .state = known(delivery_state_named(row.text(9)), row.text(9)),
          .attempts = static_cast<std::uint32_t>(row.integer(10)),
          .due_at = row.integer(11),
          .workspace = row.integer(12),
          .last_attempt = row.is_null(0) ? std::nullopt : std::optional(read_attempt(row))};
}

}  // namespace

std::vector<ListedDelivery> read_listed_deliveries(Database& database,
                                                   const std::vector<DeliveryKey>& keys) {
  std::vector<ListedDelivery> deliveries;
  if (keys.empty()) {
    return deliveries;
  }
  const std::string list = key_list(keys);
  sql::Query row = database.query(
      "SELECT a.number, a.webhook_revision, a.attempted_at, a.duration_ms, a.status, a.failure, "
      "d.id, d.message, d.webhook, d.state, d.attempts, d.due_at, d.workspace, "
      "m.public_id, m.trigger, m.accepted_at, w.public_id "
      "FROM unnest(string_to_array(?::text, ',')::bigint[]) WITH ORDINALITY k(id, place) "
      "JOIN deliveries d ON d.id = k.id JOIN messages m ON m.id = d.message "
      "JOIN webhooks w ON w.id = d.webhook "
      "LEFT JOIN LATERAL (SELECT number, webhook_revision, attempted_at, duration_ms, status, "
      "  failure FROM attempts WHERE delivery = d.id ORDER BY number DESC LIMIT 1) a ON true "
      "ORDER BY k.place");
  row.bind(list);
  deliveries.reserve(keys.size());
  while (row.step()) {
    deliveries.push_back(read_listed(row));
  }
  return deliveries;
}

}  // namespace hookstorm::native::postgres
