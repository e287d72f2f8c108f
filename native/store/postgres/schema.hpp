// The tables of a PostgreSQL database, in versions.
#pragma once

#include <cstdint>

#include "native/store/postgres/database.hpp"

namespace hookstorm::native::postgres {

struct SchemaVersion {
  std::int64_t present = 0;  ///< 0: there are no tables yet.
  std::int64_t latest = 0;   ///< That this program knows.
};

[[nodiscard]] SchemaVersion schema_version(Database& database);

/// Brings the tables up to date, one version after the other, each in a transaction; whoever else
/// does at the same time waits. Throws StoreError, also where a newer program was here.
void migrate(Database& database);

/// Throws StoreError, which says what to do, where the tables are not those that this program
/// knows.
void require_current(Database& database);

}  // namespace hookstorm::native::postgres
