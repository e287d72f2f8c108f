// The store that a place names.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "native/crypto/secret_box.hpp"
#include "native/store/sql/database.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

/// Whether it is the URL of a PostgreSQL database, `postgres://…` or `postgresql://…`, rather than
/// a file's path.
[[nodiscard]] bool is_postgres_url(const std::string& place);

/// Opens it for a dispatcher. Throws StoreError.
[[nodiscard]] std::unique_ptr<Store> open_store(const std::string& place,
                                                const std::optional<SecretsKey>& secrets_key);

/// Opens it for who makes a few changes and delivers nothing: a file that nobody uses, or a
/// PostgreSQL database beside the dispatchers that may work on it. Throws StoreError.
[[nodiscard]] std::unique_ptr<Store> open_for_changes(const std::string& place,
                                                      const std::optional<SecretsKey>& secrets_key);

/// A connection that is used for reading alone, beside dispatchers that may be running. Throws
/// StoreError, also where the tables are not those that this program knows.
[[nodiscard]] std::unique_ptr<sql::Database> open_for_reading(const std::string& place);

}  // namespace hookstorm::native
