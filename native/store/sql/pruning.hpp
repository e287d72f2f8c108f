// Removes old rows, a bounded number at a time.
// Easy to get wrong: the dispatcher may hold a key that was removed; so keys are not given out
// again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "native/store/records.hpp"
#include "native/store/sql/database.hpp"

namespace hookstorm::native {

/// One step, within a transaction. `surplus` is the last key of what has enough newer ones; what
/// has a key from `end` on is not looked at.
class SqlPruning {
 public:
  static constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();

  /// Looks at and removes at most `rows_max` rows.
  SqlPruning(sql::Database& database, std::size_t rows_max)
      : database_(database), rows_left_(static_cast<std::int64_t>(rows_max)) {}

  [[nodiscard]] PruneStep messages(const PruneLimit& limit, MessageKey position, MessageKey surplus,
                                   MessageKey end = kNoEnd);
  [[nodiscard]] PruneStep answers(const PruneLimit& limit, std::int64_t position,
                                  std::int64_t surplus);
  [[nodiscard]] PruneStep audit(const PruneLimit& limit, std::int64_t position,
                                std::int64_t surplus);

  /// Of a table whose rows stand alone. The statements are literals: the candidate between two
  /// keys, as (key, moment, is pending), and the removal of at most so many rows with a key.
  [[nodiscard]] PruneStep rows(const PruneLimit& limit, std::int64_t position, std::int64_t surplus,
                               const char* next, const char* remove, std::int64_t end = kNoEnd);

 private:
  /// False where rows of it are left.
  bool remove_message(MessageKey message);
  /// Runs a statement with the parameters (key, most rows). False where there may be more.
  bool remove_some(const char* sql, std::int64_t key);

  sql::Database& database_;
  std::int64_t rows_left_;
  std::size_t removed_ = 0;
};

}  // namespace hookstorm::native
