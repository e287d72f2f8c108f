// What SQLite is asked, and how it goes about it: tests of indexes look at the statements that are
// run.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>

#include <sqlite3.h>

#include "native/store/sqlite/database.hpp"

namespace hookstorm::native::test {

/// All statements that connections opened in this scope run.
class StatementLog {
 public:
  StatementLog() {
    seen().clear();
    sqlite3_auto_extension(entry());
  }
  ~StatementLog() { sqlite3_cancel_auto_extension(entry()); }
  StatementLog(const StatementLog&) = delete;
  StatementLog& operator=(const StatementLog&) = delete;
  StatementLog(StatementLog&&) = delete;
  StatementLog& operator=(StatementLog&&) = delete;

  static std::set<std::string>& seen() {
    static std::set<std::string> statements;
    return statements;
  }

 private:
  static int on_statement(unsigned /*kind*/, void* /*context*/, void* statement, void* /*sql*/) {
    seen().insert(sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
    return 0;
  }
  static int attach(sqlite3* connection, char** /*error*/, const sqlite3_api_routines* /*api*/) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, on_statement, nullptr);
  }
  static void (*entry())() {
    return reinterpret_cast<void (*)()>(attach);  // NOLINT: as SQLite wants it.
  }
};

/// By statement, the steps of its plan, a line each.
using Plans = std::map<std::string, std::string>;

/// Of those that read, in the file at `path`.
inline Plans plans_of(const std::set<std::string>& statements, const std::string& path) {
  sqlite::Database database(path, sqlite::Access::read);
  std::deque<std::string> explained;  // A statement's address is what it is kept by.
  Plans plans;
  for (const std::string& statement : statements) {
    if (!statement.starts_with("SELECT") && !statement.starts_with("WITH")) {
      continue;
    }
    explained.push_back("EXPLAIN QUERY PLAN " + statement);
    sqlite::Query query = database.query(explained.back().c_str());
    while (query.step()) {
      plans[statement].append(query.text(3)).append("\n");
    }
  }
  return plans;
}

}  // namespace hookstorm::native::test
