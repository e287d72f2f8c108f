// What is copied of a file: its tables, column by column.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hookstorm::native {

/// What stands in a column.
enum class CopiedValue : std::uint8_t {
  number,
  bytes,         ///< Text or any bytes.
  message_key,   ///< Another one in the database: there it tells the partition.
  delivery_key,  ///< Likewise.
};

struct CopiedColumn {
  std::string name;
  CopiedValue value = CopiedValue::number;
};

class CopiedTable {
 public:
  CopiedTable(std::string name, std::vector<CopiedColumn> columns);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<CopiedColumn>& columns() const { return columns_; }
  /// Reads all rows from a file, in the order in which they came.
  [[nodiscard]] const std::string& select() const { return select_; }
  /// Takes rows into a database.
  [[nodiscard]] const std::string& load() const { return load_; }
  /// Whether it has a row that no new database has.
  [[nodiscard]] const std::string& is_used() const { return is_used_; }

 private:
  std::string name_;
  std::vector<CopiedColumn> columns_;
  std::string select_;
  std::string load_;
  std::string is_used_;
};

/// All of them, in an order in which none refers to a later one. Each statement is a literal to
/// connections: it stays where it is.
[[nodiscard]] const std::vector<CopiedTable>& copied_tables();

}  // namespace hookstorm::native
