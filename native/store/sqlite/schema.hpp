// The tables and how they came to be: a list of migrations, each run once, in order.
#pragma once

#include "native/store/sqlite/database.hpp"

namespace hookstorm::native::sqlite {

/// Brings the database to the program's version. Throws StoreError for one that a newer program
/// wrote, and for a file of another program.
void migrate(Database& database);

/// For who only reads. Throws StoreError for a database that is not of the program's version.
void require_current(Database& database);

}  // namespace hookstorm::native::sqlite
