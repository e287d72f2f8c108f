#include "native/store/sqlite/database.hpp"

#include <system_error>

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

void Statement::bind(int parameter, std::int64_t number) {
  check(sqlite3_bind_int64(statement_.get(), parameter, number));
}

void Statement::bind(int parameter, std::string_view text) {
  check(sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_STATIC,
                            SQLITE_UTF8));
}

void Statement::bind_blob(int parameter, std::string_view bytes) {
  // A null pointer would bind NULL.
  check(sqlite3_bind_blob64(statement_.get(), parameter, bytes.empty() ? "" : bytes.data(),
                            bytes.size(), SQLITE_STATIC));
}

void Statement::bind_null(int parameter) {
  check(sqlite3_bind_null(statement_.get(), parameter));
}

bool Statement::step() {
  const int result = sqlite3_step(statement_.get());
  if (result != SQLITE_ROW && result != SQLITE_DONE) {
    fail(sqlite3_db_handle(statement_.get()));
  }
  return result == SQLITE_ROW;
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const auto count = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string_view()
                          : std::string_view(static_cast<const char*>(bytes), count);
}

void Statement::check(int result) const {
  if (result != SQLITE_OK) {
    fail(sqlite3_db_handle(statement_.get()));
  }
}

FileLock lock_file(const std::string& path) {
  try {
    return FileLock(path + ".lock");
  } catch (const FileLock::Taken&) {
    throw StoreError(path + " is in use by another hookstorm process; stop that one first.");
  } catch (const std::system_error& error) {
    throw StoreError(path + ".lock cannot be opened: " + error.code().message() + ".");
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
    statement = std::make_unique<Statement>(prepared);
  }
  return Query(*statement);
}

std::int64_t Database::rows_changed() {
  return sqlite3_changes64(connection_.get());
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(connection_.get()) == 0;
}

}  // namespace hookstorm::native::sqlite
