// A connection to a database that speaks SQL, and the prepared statements it keeps: what the
// classes beside this read and write by, whichever database it is. Statements are written once, in
// what both understand, with `?` or `?1` for parameters; `INDEXED BY` is for SQLite alone.
// Easy to get wrong: a Query holds its statement, and in SQLite the read transaction with it, until
// it is destroyed, so keep it in a narrow scope and never two of the same SQL at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookstorm::native::sql {

/// A prepared statement. Every function but `reset` throws StoreError.
class Statement {
 public:
  Statement() = default;
  virtual ~Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement(Statement&&) = delete;
  Statement& operator=(Statement&&) = delete;

  /// Parameters count from 1. Texts must outlive the run.
  virtual void bind(int parameter, std::int64_t number) = 0;
  virtual void bind(int parameter, std::string_view text) = 0;
  virtual void bind_blob(int parameter, std::string_view bytes) = 0;
  virtual void bind_null(int parameter) = 0;
  virtual bool step() = 0;
  /// For what gives no rows, or whose further rows nobody wants. Within a transaction it may fail
  /// later, at the latest when that is committed.
  virtual void run() = 0;
  virtual void reset() = 0;

  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
};

/// One run of a prepared statement: bind, step through the rows; reset at the end.
class Query {
 public:
  explicit Query(Statement& statement) : statement_(statement) {}
  ~Query() { statement_.reset(); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query(Query&&) = delete;
  Query& operator=(Query&&) = delete;

  /// Binds the next parameter, in order. Texts must outlive the query.
  Query& bind(std::int64_t number) {
    statement_.bind(++parameter_, number);
    return *this;
  }
  Query& bind(std::string_view text) {
    statement_.bind(++parameter_, text);
    return *this;
  }
  /// NULL where there is nothing.
  template <typename T>
  Query& bind(const std::optional<T>& value) {
    return value ? bind(*value) : bind_null();
  }
  Query& bind_blob(std::string_view bytes) {
    statement_.bind_blob(++parameter_, bytes);
    return *this;
  }
  Query& bind_null() {
    statement_.bind_null(++parameter_);
    return *this;
  }

  /// Goes to the next row; false where there is none.
  bool step() { return statement_.step(); }
  /// Runs a statement that gives no rows.
  void run() { statement_.run(); }

  [[nodiscard]] bool is_null(int column) const { return statement_.is_null(column); }
  [[nodiscard]] std::int64_t integer(int column) const { return statement_.integer(column); }
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
  }
  /// Valid until the next step.
  [[nodiscard]] std::string_view text(int column) const { return statement_.text(column); }

 private:
  Statement& statement_;
  int parameter_ = 0;
};

/// Every function throws StoreError.
class Database {
 public:
  Database() = default;
  virtual ~Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  Database(Database&&) = delete;
  Database& operator=(Database&&) = delete;

  /// Runs statements whose text is fixed, all of them.
  virtual void execute(const char* sql) = 0;

  /// The cached statement of `sql`, which must be a literal: its address is the cache's key.
  [[nodiscard]] virtual Query query(const char* sql) = 0;

  /// The number that `sql`, a literal like the others, gives; 0 for null and for no row.
  [[nodiscard]] std::int64_t number(const char* sql) {
    Query found = query(sql);
    return found.step() ? found.integer(0) : 0;
  }

  /// By the last statement that inserts, updates or deletes.
  [[nodiscard]] virtual std::int64_t rows_changed() = 0;
  /// Whether a transaction is open; some failures end one.
  [[nodiscard]] virtual bool in_transaction() const = 0;

  /// Begins a transaction that writes.
  virtual void begin() = 0;
  /// Leaves nothing in the files of what the table's rows were before, as far as that is possible.
  virtual void overwrite_former(const std::string& table) = 0;

  /// Whether it goes by the index that a statement names; others are led by the order asked for.
  [[nodiscard]] virtual bool takes_hints() const = 0;

  /// From here to the end, all is read as of one moment; also within a transaction.
  virtual void begin_snapshot() = 0;
  virtual void end_snapshot() = 0;
};

/// A snapshot as long as it lives.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database) { database_.begin_snapshot(); }
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  Snapshot(Snapshot&&) = delete;
  Snapshot& operator=(Snapshot&&) = delete;

 private:
  Database& database_;
};

}  // namespace hookstorm::native::sql
