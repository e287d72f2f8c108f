#include "native/store/sqlite/database.hpp"

#include "native/store/store.hpp"

namespace hookstorm::native::sqlite {
namespace {

constexpr int kBusyTimeoutMs = 5000;

/// Once, before SQLite is used first. Otherwise every piece of memory that it takes or gives back
/// is counted under a lock that all threads share.
void count_no_memory() {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): SQLite's interface.
  [[maybe_unused]] static const int kResult = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

[[noreturn]] void fail(sqlite3* connection) {
  throw StoreError(std::string("SQLite: ") + sqlite3_errmsg(connection));
}

}  // namespace

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Query& Query::bind(std::int64_t number) {
  check(sqlite3_bind_int64(statement_, ++parameter_, number));
  return *this;
}

Query& Query::bind(std::string_view text) {
  check(sqlite3_bind_text64(statement_, ++parameter_, text.data(), text.size(), SQLITE_STATIC,
                            SQLITE_UTF8));
  return *this;
}

Query& Query::bind_blob(std::string_view bytes) {
  // A null pointer would bind NULL.
  check(sqlite3_bind_blob64(statement_, ++parameter_, bytes.empty() ? "" : bytes.data(),
                            bytes.size(), SQLITE_STATIC));
  return *this;
}

Query& Query::bind_null() {
  check(sqlite3_bind_null(statement_, ++parameter_));
  return *this;
}

bool Query::step() {
  const int result = sqlite3_step(statement_);
  if (result != SQLITE_ROW && result != SQLITE_DONE) {
    fail(sqlite3_db_handle(statement_));
  }
  return result == SQLITE_ROW;
}

void Query::run() {
  while (step()) {
  }
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::optional<std::int64_t> Query::optional_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::string_view Query::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const auto count = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes == nullptr ? std::string_view()
                          : std::string_view(static_cast<const char*>(bytes), count);
}

void Query::check(int result) const {
  if (result != SQLITE_OK) {
    fail(sqlite3_db_handle(statement_));
  }
}

Database::Database(const std::string& path, Access access) {
  count_no_memory();
  const int flags = (access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                             : SQLITE_OPEN_READWRITE) |
                    SQLITE_OPEN_NOMUTEX;
  sqlite3* connection = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);
  if (result != SQLITE_OK) {
    throw StoreError(path + " cannot be opened: " +
                     (connection == nullptr ? "out of memory" : sqlite3_errmsg(connection)));
  }
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_busy_timeout(connection, kBusyTimeoutMs);
  execute("PRAGMA foreign_keys = ON");
  if (access == Access::read) {
    execute("PRAGMA query_only = ON");
  }
}

void Database::execute(const char* sql) {
  if (sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail(connection_.get());
  }
}

Query Database::query(const char* sql) {
  auto& statement = statements_[sql];
  if (!statement) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v3(connection_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared,
                           nullptr) != SQLITE_OK) {
      fail(connection_.get());
    }
    statement.reset(prepared);
  }
  return Query(statement.get());
}

std::int64_t Database::number(const char* sql) {
  Query found = query(sql);
  return found.step() ? found.integer(0) : 0;
}

std::int64_t Database::last_inserted_key() const {
  return sqlite3_last_insert_rowid(connection_.get());
}

std::int64_t Database::rows_changed() const {
  return sqlite3_changes64(connection_.get());
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(connection_.get()) == 0;
}

}  // namespace hookstorm::native::sqlite
