// The stores that the contract's tests are run for, each opened on a database of its own. A further
// one is tested by adding how it is opened.
#pragma once

#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "native/store/postgres_store.hpp"
#include "native/store/sqlite_store.hpp"
#include "postgres_server.hpp"
#include "support.hpp"

namespace hookstorm::native::test {

class SqliteFile {
 public:
  [[nodiscard]] std::unique_ptr<Store> open() const {
    return std::make_unique<SqliteStore>(path());
  }
  /// To look behind the store.
  [[nodiscard]] std::unique_ptr<sql::Database> connect() const {
    return std::make_unique<sqlite::Database>(path(), sqlite::Access::read);
  }
  [[nodiscard]] std::string path() const { return folder_.file("hookstorm.db"); }

 private:
  TemporaryFolder folder_;
};

class PostgresDatabase {
 public:
  [[nodiscard]] std::unique_ptr<Store> open() const {
    return std::make_unique<PostgresStore>(url_);
  }
  [[nodiscard]] std::unique_ptr<sql::Database> connect() const {
    return std::make_unique<postgres::Database>(url_);
  }

 private:
  std::string url_ = PostgresServer::shared().new_store();
};

}  // namespace hookstorm::native::test

TYPE_TO_STRING_AS("SQLite", hookstorm::native::test::SqliteFile);
TYPE_TO_STRING_AS("PostgreSQL", hookstorm::native::test::PostgresDatabase);

/// A test of every store; `Opened` is how it is opened.
#define STORE_TEST_CASE(name)                                           \
  TEST_CASE_TEMPLATE(name, Opened, hookstorm::native::test::SqliteFile, \
                     hookstorm::native::test::PostgresDatabase)
