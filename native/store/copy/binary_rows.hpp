// Rows of a file in the form that PostgreSQL's `COPY … (FORMAT binary)` takes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "native/store/copy/partition_plan.hpp"
#include "native/store/copy/tables.hpp"
#include "native/store/sql/database.hpp"

namespace hookstorm::native {

class BinaryRows {
 public:
  /// Of the table's columns, as `rows` gives them. All of these outlive it.
  BinaryRows(sql::Query& rows, const CopiedTable& table, const PartitionPlan& plan);

  /// The next piece, valid until the next call; empty at the end. Throws StoreError.
  [[nodiscard]] std::string_view next();
  [[nodiscard]] std::int64_t count() const { return count_; }

 private:
  void add_row();

  sql::Query& rows_;
  const CopiedTable& table_;
  const PartitionPlan& plan_;
  std::string piece_;
  std::int64_t count_ = 0;
  bool has_begun_ = false;
  bool has_ended_ = false;
};

}  // namespace hookstorm::native
