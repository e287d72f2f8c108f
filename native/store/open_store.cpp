#include "native/store/open_store.hpp"

#include "native/store/postgres/schema.hpp"
#include "native/store/postgres_store.hpp"
#include "native/store/sqlite/schema.hpp"
#include "native/store/sqlite_store.hpp"

namespace hookstorm::native {
namespace {

std::unique_ptr<Store> open(const std::string& place, const std::optional<SecretsKey>& secrets_key,
                            postgres::Presence presence) {
  if (is_postgres_url(place)) {
    return std::make_unique<PostgresStore>(place, secrets_key, presence);
  }
  return std::make_unique<SqliteStore>(place, secrets_key);
}

}  // namespace

bool is_postgres_url(const std::string& place) {
  return place.starts_with("postgres://") || place.starts_with("postgresql://");
}

std::unique_ptr<Store> open_store(const std::string& place,
                                  const std::optional<SecretsKey>& secrets_key) {
  return open(place, secrets_key, postgres::Presence::dispatcher);
}

std::unique_ptr<Store> open_for_changes(const std::string& place,
                                        const std::optional<SecretsKey>& secrets_key) {
  return open(place, secrets_key, postgres::Presence::visitor);
}

std::unique_ptr<sql::Database> open_for_reading(const std::string& place) {
  if (is_postgres_url(place)) {
    auto database = std::make_unique<postgres::Database>(place);
    postgres::require_current(*database);
    return database;
  }
  auto database = std::make_unique<sqlite::Database>(place, sqlite::Access::read);
  sqlite::require_current(*database);
  return database;
}

}  // namespace hookstorm::native
