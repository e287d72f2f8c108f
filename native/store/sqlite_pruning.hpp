// Removes old rows of the embedded store, a bounded number at a time, and gives their space back.
// Easy to get wrong: the dispatcher may hold a key that was removed; so keys are not given out
// again.
#pragma once

#include <cstddef>
#include <cstdint>

#include "native/store/records.hpp"
#include "native/store/sqlite/database.hpp"

namespace hookstorm::native {

/// One step, within a transaction.
class SqlitePruning {
 public:
  /// Looks at and removes at most `rows_max` rows.
  SqlitePruning(sqlite::Database& database, std::size_t rows_max)
      : database_(database), rows_left_(static_cast<std::int64_t>(rows_max)) {}

  [[nodiscard]] PruneStep messages(const PruneLimit& limit, MessageKey position);
  [[nodiscard]] PruneStep attempts(const PruneLimit& limit, std::int64_t position);
  [[nodiscard]] PruneStep answers(const PruneLimit& limit, std::int64_t position);
  [[nodiscard]] PruneStep audit(const PruneLimit& limit, std::int64_t position);

 private:
  /// Of a table whose rows stand alone. The statements are literals: the candidate after a key, as
  /// (key, moment, is pending), and the removal of the row with a key.
  PruneStep rows(const PruneLimit& limit, std::int64_t position, std::int64_t newest,
                 const char* next, const char* remove);
  /// False where rows of it are left.
  bool remove_message(MessageKey message);
  /// Runs a statement with the parameters (message, most rows). False where there may be more.
  bool remove_some(const char* sql, MessageKey message);

  sqlite::Database& database_;
  std::int64_t rows_left_;
  std::size_t removed_ = 0;
};

/// Hands pages that are free back, a few at a time, as long as they are many. False where nothing
/// is to be done, as in a file that was made without the means for it.
bool shrink_file(sqlite::Database& database);

}  // namespace hookstorm::native
