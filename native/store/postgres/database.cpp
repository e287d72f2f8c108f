#include "native/store/postgres/database.hpp"

#include <charconv>
#include <exception>
#include <utility>

#include "native/store/postgres/network_order.hpp"
#include "native/store/postgres/statement_text.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native::postgres {
namespace {

constexpr Oid kBigint = 20;
constexpr Oid kBytea = 17;
constexpr int kBinary = 1;
constexpr int kBitsPerByte = 8;
/// Before the code of a class of errors: the transaction lost against another one.
constexpr std::string_view kSerializationFailure = "40001";
constexpr std::string_view kDeadlock = "40P01";
/// A key that is another's: whether it was there before, this program looks first.
constexpr std::string_view kUniqueViolation = "23505";

/// The server ends the session of a process that stands still within a transaction, or cannot be
/// reached: others wait for the locks that it holds, those included that take its work over.
constexpr const char* kSession =
    "-c idle_in_transaction_session_timeout=5s -c tcp_keepalives_idle=5 "
    "-c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

/// Of an integer or a truth value, in the network's order.
std::int64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  const bool is_negative =
      !bytes.empty() && (static_cast<unsigned char>(bytes.front()) & 0x80U) != 0;
  if (is_negative && bytes.size() > 1) {
    number = ~std::uint64_t{0};
  }
  for (const char byte : bytes) {
    number = (number << static_cast<unsigned>(kBitsPerByte)) | static_cast<unsigned char>(byte);
  }
  return static_cast<std::int64_t>(number);
}

std::string without_line_end(std::string text) {
  while (!text.empty() && text.back() == '\n') {
    text.pop_back();
  }
  return text;
}

std::int64_t rows_of(const PGresult* result) {
  const std::string_view text =
      PQcmdTuples(const_cast<PGresult*>(result));  // NOLINT: libpq's type.
  std::int64_t rows = 0;
  std::from_chars(text.data(), text.data() + text.size(), rows);
  return rows;
}

/// Sends the pieces that a COPY waits for. What cannot be read ends it, and is given back.
std::exception_ptr put_pieces(PGconn* connection, const std::function<std::string_view()>& next) {
  try {
    for (std::string_view piece = next(); !piece.empty(); piece = next()) {
      if (PQputCopyData(connection, piece.data(), static_cast<int>(piece.size())) != 1) {
        break;  // The result tells.
      }
    }
  } catch (...) {
    PQputCopyEnd(connection, "the rows cannot be read");
    return std::current_exception();
  }
  PQputCopyEnd(connection, nullptr);
  return nullptr;
}

bool is_failure(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_SYNC;
}

}  // namespace

Statement::Parameter& Statement::parameter(int number) {
  const auto index = static_cast<std::size_t>(number) - 1;
  if (parameters_.size() <= index) {
    parameters_.resize(index + 1);
  }
  parameters_[index].is_null = false;
  return parameters_[index];
}

void Statement::bind(int parameter, std::int64_t number) {
  Parameter& bound = this->parameter(parameter);
  bound.type = kBigint;
  bound.number = in_network_order(number);
}

void Statement::bind(int parameter, std::string_view text) {
  Parameter& bound = this->parameter(parameter);
  bound.type = 0;
  bound.bytes = text;
}

void Statement::bind_blob(int parameter, std::string_view bytes) {
  Parameter& bound = this->parameter(parameter);
  bound.type = kBytea;
  bound.bytes = bytes;
}

void Statement::bind_null(int parameter) {
  Parameter& bound = this->parameter(parameter);
  bound.type = 0;
  bound.is_null = true;
}

bool Statement::step() {
  if (!result_) {
    database_.send(*this);
    result_ = database_.answer();
    row_ = -1;
  }
  return ++row_ < PQntuples(result_.get());
}

void Statement::run() {
  if (result_) {
    return;
  }
  database_.send(*this);
  if (!database_.in_transaction() || database_.unanswered_ >= Database::kUnansweredMax) {
    result_ = database_.answer();
  }
}

void Statement::reset() {
  result_.reset();
  row_ = -1;
}

bool Statement::is_null(int column) const {
  return PQgetisnull(result_.get(), row_, column) != 0;
}

std::int64_t Statement::integer(int column) const {
  return is_null(column) ? 0 : number_of(text(column));
}

std::string_view Statement::text(int column) const {
  return {PQgetvalue(result_.get(), row_, column),
          static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

Database::Database(std::string url) : url_(std::move(url)) {
  connect();
}

void Database::connect() {
  // What the URL says comes later and goes before. A server that does not answer is given up soon,
  // so that another host is asked, and what waits for this one fails.
  const std::array<const char*, 11> names{"application_name",
                                          "target_session_attrs",
                                          "connect_timeout",
                                          "keepalives_idle",
                                          "keepalives_interval",
                                          "keepalives_count",
                                          "tcp_user_timeout",
                                          "client_encoding",
                                          "options",
                                          "dbname",
                                          nullptr};
  const std::array<const char*, 11> values{"hookstorm", "read-write", "5",     "5",
                                           "2",         "3",          "10000", "UTF8",
                                           kSession,    url_.c_str(), nullptr};
  in_transaction_ = false;
  owns_snapshot_ = false;
  unanswered_ = 0;
  preparing_.clear();
  connection_.reset(PQconnectdbParams(names.data(), values.data(), 1));
  ++connections_;
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    fail_by_connection();
  }
  // Notices are for people at a terminal.
  PQsetNoticeProcessor(
      connection_.get(), [](void*, const char*) {}, nullptr);
  if (PQenterPipelineMode(connection_.get()) == 0) {
    fail_by_connection();
  }
}

void Database::require_connection() {
  if (PQstatus(connection_.get()) == CONNECTION_OK) {
    return;
  }
  if (in_transaction_) {
    fail_by_connection();
  }
  connect();
}

void Database::execute(const char* sql) {
  // Of which there may be several.
  run_alone([sql](PGconn* connection) { return Result(PQexec(connection, sql)); });
}

void Database::run_alone(const std::function<Result(PGconn*)>& run) {
  require_connection();
  settle();
  if (PQexitPipelineMode(connection_.get()) == 0) {
    fail_by_connection();
  }
  const Result result = run(connection_.get());
  const bool is_failed = is_failure(result.get());
  in_transaction_ = PQtransactionStatus(connection_.get()) != PQTRANS_IDLE;
  if (PQenterPipelineMode(connection_.get()) == 0) {
    fail_by_connection();
  }
  if (is_failed) {
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    fail(PQresultErrorMessage(result.get()), state == nullptr ? "" : state);
  }
}

void Database::execute_text(const std::string& sql) {
  execute(sql.c_str());
}

std::int64_t Database::copy_in(const std::string& sql,
                               const std::function<std::string_view()>& next) {
  std::exception_ptr unreadable;
  std::int64_t rows = 0;
  const auto copy = [&](PGconn* connection) {
    Result result(PQexec(connection, sql.c_str()));
    if (PQresultStatus(result.get()) != PGRES_COPY_IN) {
      return result;
    }
    unreadable = put_pieces(connection, next);
    result.reset(PQgetResult(connection));
    rows = rows_of(result.get());
    while (Result(PQgetResult(connection))) {
    }
    return result;
  };
  try {
    run_alone(copy);
  } catch (const StoreError&) {
    if (!unreadable) {
      throw;
    }
  }
  if (unreadable) {
    std::rethrow_exception(unreadable);
  }
  return rows;
}

sql::Query Database::query(const char* sql) {
  std::unique_ptr<Statement>& statement = statements_[sql];
  if (!statement) {
    statement = std::make_unique<Statement>(*this, statement_text(sql));
  }
  return sql::Query(*statement);
}

std::int64_t Database::rows_changed() {
  settle();
  return rows_changed_;
}

void Database::begin() {
  require_connection();
  send_text("BEGIN");
  in_transaction_ = true;
}

void Database::commit() {
  send_text("COMMIT");
  const Result result = answer();
  in_transaction_ = false;
  // A transaction that has failed before is answered with its end, and no error.
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    throw StoreError("PostgreSQL: the transaction was undone.");
  }
}

void Database::rollback() noexcept {
  try {
    settle();
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): it is undone anyway.
  }
  try {
    if (PQstatus(connection_.get()) == CONNECTION_OK) {
      send_text("ROLLBACK");
      static_cast<void>(answer());
    }
  } catch (const std::exception&) {
    connection_.reset();  // Of no use; the next transaction connects anew.
  }
  in_transaction_ = false;
}

void Database::overwrite_former(const std::string& table) {
  execute_text("VACUUM FULL " + table);
}

void Database::begin_snapshot() {
  if (in_transaction_) {
    return;
  }
  require_connection();
  send_text("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  in_transaction_ = true;
  owns_snapshot_ = true;
}

void Database::end_snapshot() {
  if (!std::exchange(owns_snapshot_, false)) {
    return;
  }
  try {
    commit();
  } catch (const StoreError&) {
    rollback();
    throw;
  }
}

std::vector<std::string> Database::notifications() {
  std::vector<std::string> told;
  if (PQconsumeInput(connection_.get()) == 0) {
    fail_by_connection();
  }
  struct Free {
    void operator()(PGnotify* notification) const { PQfreemem(notification); }
  };
  while (const std::unique_ptr<PGnotify, Free> notification{PQnotifies(connection_.get())}) {
    told.emplace_back(notification->extra);
  }
  return told;
}

std::int64_t Database::server_started() {
  if (server_asked_on_ != connections_ || PQstatus(connection_.get()) != CONNECTION_OK) {
    server_started_ =
        number("SELECT (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint");
    server_asked_on_ = connections_;
  }
  return server_started_;
}

void Database::settle() {
  if (unanswered_ > 0) {
    static_cast<void>(answer());
  }
}

void Database::send(Statement& statement) {
  require_connection();
  const auto count = statement.parameters_.size();
  PGconn* connection = connection_.get();
  if (statement.prepared_on_ != connections_) {
    std::vector<Oid> types;
    types.reserve(count);
    for (const Statement::Parameter& parameter : statement.parameters_) {
      types.push_back(parameter.type);
    }
    // Under a new name each time: it is not known which of the former ones the server keeps.
    statement.name_ = "s" + std::to_string(++names_);
    if (PQsendPrepare(connection, statement.name_.c_str(), statement.text_.c_str(),
                      static_cast<int>(count), types.data()) == 0) {
      fail_by_connection();
    }
    ++unanswered_;
    statement.prepared_on_ = connections_;
    preparing_.push_back(&statement);
  }
  std::vector<const char*> values(count);
  std::vector<int> lengths(count);
  const std::vector<int> formats(count, kBinary);
  for (std::size_t i = 0; i < count; ++i) {
    const Statement::Parameter& parameter = statement.parameters_[i];
    const std::string_view bytes =
        parameter.type == kBigint
            ? std::string_view(parameter.number.data(), parameter.number.size())
            : parameter.bytes;
    // A null pointer is NULL.
    values[i] = parameter.is_null ? nullptr : (bytes.empty() ? "" : bytes.data());
    lengths[i] = static_cast<int>(bytes.size());
  }
  if (PQsendQueryPrepared(connection, statement.name_.c_str(), static_cast<int>(count),
                          values.data(), lengths.data(), formats.data(), kBinary) == 0) {
    fail_by_connection();
  }
  ++unanswered_;
}

void Database::send_text(const char* sql) {
  if (PQsendQueryParams(connection_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, kBinary) ==
      0) {
    fail_by_connection();
  }
  ++unanswered_;
}

Result Database::answer() {
  PGconn* connection = connection_.get();
  if (PQpipelineSync(connection) == 0) {
    fail_by_connection();
  }
  unanswered_ = 0;
  Result last;
  Result failure;
  // Each result is followed by a null pointer, but for that of the synchronisation.
  for (bool is_over = false; !is_over;) {
    Result result(PQgetResult(connection));
    if (!result) {
      if (PQstatus(connection) != CONNECTION_OK) {
        fail_by_connection();
      }
      continue;
    }
    is_over = PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC;
    if (is_failure(result.get())) {
      failure = failure ? std::move(failure) : std::move(result);
    } else if (!is_over) {
      last = std::move(result);
    }
    if (failure && PQstatus(connection) != CONNECTION_OK) {
      break;
    }
  }
  if (failure) {
    for (Statement* statement : std::exchange(preparing_, {})) {
      statement->prepared_on_ = 0;  // It may have come after what failed.
    }
    const char* state = PQresultErrorField(failure.get(), PG_DIAG_SQLSTATE);
    fail(PQresultErrorMessage(failure.get()), state == nullptr ? "" : state);
  }
  preparing_.clear();
  rows_changed_ = last ? rows_of(last.get()) : 0;
  return last;
}

void Database::fail(const std::string& message, std::string_view sqlstate) {
  const std::string text = "PostgreSQL: " + without_line_end(message);
  if (sqlstate == kSerializationFailure || sqlstate == kDeadlock || sqlstate == kUniqueViolation) {
    throw StoreConflict(text);
  }
  throw StoreError(text);
}

void Database::fail_by_connection() {
  fail(PQerrorMessage(connection_.get()), "");
}

}  // namespace hookstorm::native::postgres
