// Values as the store holds them. What this program cannot read throws StoreError.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/record/checking.hpp"
#include "native/store/sql/database.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

/// What `name` was looked up as.
template <typename T>
[[nodiscard]] T known(std::optional<T> value, std::string_view name) {
  if (!value) {
    throw StoreError("The store holds a name that this program does not know: " +
                     std::string(name));
  }
  return *value;
}

[[nodiscard]] inline Checking read_checking(std::string_view name) {
  return known(checking_named(name), name);
}

/// Of the columns (number, webhook_revision, attempted_at, duration_ms, status, failure, …).
[[nodiscard]] inline AttemptRecord read_attempt(const sql::Query& row) {
  AttemptRecord attempt{.number = static_cast<std::uint32_t>(row.integer(0)),
                        .webhook_revision = row.integer(1),
                        .attempted_at = row.integer(2),
                        .duration_ms = row.integer(3)};
  if (!row.is_null(4)) {
    attempt.status = static_cast<int>(row.integer(4));
  }
  if (!row.is_null(5)) {
    attempt.failure = row.text(5);
  }
  return attempt;
}

/// Of the columns (disabled, disabled_at, failing_since, failed_at, failures, failed_messages,
/// throttled_until, throttles) from `column` on.
[[nodiscard]] inline WebhookHealth read_health(const sql::Query& row, int column) {
  const std::string_view disabled = row.text(column);
  return {.failing_since = row.integer(column + 2),
          .failed_at = row.integer(column + 3),
          .failures = static_cast<std::uint32_t>(row.integer(column + 4)),
          .failed_messages = static_cast<std::uint32_t>(row.integer(column + 5)),
          .throttled_until = row.integer(column + 6),
          .throttles = static_cast<std::uint32_t>(row.integer(column + 7)),
          .disabled = known(disabled_reason_named(disabled), disabled),
          .disabled_at = row.integer(column + 1)};
}

/// Runs an INSERT that returns the key of its row.
[[nodiscard]] inline std::int64_t inserted_key(sql::Query& query) {
  if (!query.step()) {
    throw StoreError("The store gave no key to a new row.");
  }
  const std::int64_t key = query.integer(0);
  query.run();
  return key;
}

}  // namespace hookstorm::native
