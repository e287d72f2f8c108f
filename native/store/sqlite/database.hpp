// A connection to an SQLite file.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "native/store/sql/database.hpp"
#include "native/system/file_lock.hpp"

namespace hookstorm::native::sqlite {

using sql::Query;

class Statement : public sql::Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  void bind(int parameter, std::int64_t number) override;
  void bind(int parameter, std::string_view text) override;
  void bind_blob(int parameter, std::string_view bytes) override;
  void bind_null(int parameter) override;
  bool step() override;
  void run() override;
  void reset() override;
  [[nodiscard]] bool is_null(int column) const override;
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] std::string_view text(int column) const override;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  void check(int result) const;

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

enum class Access : std::uint8_t { read, write };

/// What keeps every other process from changing the file. Throws StoreError where one may.
[[nodiscard]] FileLock lock_file(const std::string& path);

class Database : public sql::Database {
 public:
  /// Opens the file, created where it is missing when writing. Throws StoreError.
  Database(const std::string& path, Access access);

  void execute(const char* sql) final;
  [[nodiscard]] Query query(const char* sql) override;
  [[nodiscard]] std::int64_t rows_changed() override;
  [[nodiscard]] bool in_transaction() const override;
  void begin() override { execute("BEGIN IMMEDIATE"); }
  /// The pages were overwritten; the write-ahead log is emptied.
  void overwrite_former(const std::string& /*table*/) override {
    execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  [[nodiscard]] bool takes_hints() const override { return true; }
  void begin_snapshot() override { execute("SAVEPOINT snapshot"); }
  void end_snapshot() override { execute("RELEASE snapshot"); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };

  std::unique_ptr<sqlite3, Close> connection_;
  std::map<const char*, std::unique_ptr<Statement>> statements_;
};

}  // namespace hookstorm::native::sqlite
