// A connection to an SQLite file and the prepared statements it keeps.
// Easy to get wrong: a Query holds its statement, and the read transaction with it, until it is
// destroyed, so keep it in a narrow scope and never two of the same SQL at once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sqlite3.h>

namespace hookstorm::native::sqlite {

/// One run of a prepared statement: bind, step through the rows; reset at the end.
class Query {
 public:
  explicit Query(sqlite3_stmt* statement) : statement_(statement) {}
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query(Query&&) = delete;
  Query& operator=(Query&&) = delete;

  /// Binds the next parameter, in order. Texts must outlive the query.
  Query& bind(std::int64_t number);
  Query& bind(std::string_view text);
  Query& bind_blob(std::string_view bytes);
  Query& bind_null();

  /// Goes to the next row; false where there is none.
  bool step();
  /// Runs a statement that gives no rows.
  void run();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  /// Valid until the next step.
  [[nodiscard]] std::string_view text(int column) const;

 private:
  void check(int result) const;

  sqlite3_stmt* statement_;
  int parameter_ = 0;
};

enum class Access : std::uint8_t { read, write };

class Database {
 public:
  /// Opens the file, created where it is missing when writing. Throws StoreError.
  Database(const std::string& path, Access access);

  /// Runs statements whose text is fixed, all of them.
  void execute(const char* sql);

  /// The cached statement of `sql`, which must be a literal: its address is the cache's key.
  [[nodiscard]] Query query(const char* sql);

  /// The number that `sql`, a literal like the others, gives; 0 for null and for no row.
  [[nodiscard]] std::int64_t number(const char* sql);

  [[nodiscard]] std::int64_t last_inserted_key() const;
  /// By the last statement that inserts, updates or deletes.
  [[nodiscard]] std::int64_t rows_changed() const;
  /// Whether a transaction is open; SQLite ends one by itself after some failures.
  [[nodiscard]] bool in_transaction() const;

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  std::unique_ptr<sqlite3, Close> connection_;
  std::map<const char*, std::unique_ptr<sqlite3_stmt, Close>> statements_;
};

}  // namespace hookstorm::native::sqlite
