// A connection to a PostgreSQL server.
// Easy to get wrong: within a transaction, what gives no rows is sent and not waited for (libpq's
// pipeline mode); it fails when something is asked, or at the commit. A connection that is lost is
// made anew by the next transaction or question outside of one, never within.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libpq-fe.h>

#include "native/store/sql/database.hpp"

namespace hookstorm::native::postgres {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Result = std::unique_ptr<PGresult, Clear>;

class Database;

class Statement : public sql::Statement {
 public:
  Statement(Database& database, std::string text) : database_(database), text_(std::move(text)) {}

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
  friend class Database;

  struct Parameter {
    Oid type = 0;  ///< 0: as the statement's context has it.
    bool is_null = false;
    std::string_view bytes;
    std::array<char, sizeof(std::int64_t)> number{};
  };

  Parameter& parameter(int number);

  Database& database_;
  std::string text_;
  std::string name_;
  std::uint64_t prepared_on_ = 0;  ///< The connection that knows it; 0: none.
  std::vector<Parameter> parameters_;
  Result result_;
  int row_ = -1;
};

class Database : public sql::Database {
 public:
  /// Connects by a URL `postgres://…`, which may name several hosts. Throws StoreError, which does
  /// not show the URL: it may hold a password.
  explicit Database(std::string url);

  void execute(const char* sql) override;
  [[nodiscard]] sql::Query query(const char* sql) override;
  [[nodiscard]] std::int64_t rows_changed() override;
  [[nodiscard]] bool in_transaction() const override { return in_transaction_; }
  void begin() override;
  void overwrite_former(const std::string& table) override;
  [[nodiscard]] bool takes_hints() const override { return false; }
  void begin_snapshot() override;
  void end_snapshot() override;

  void commit();
  /// Never throws: what cannot be undone here, the server undoes.
  void rollback() noexcept;
  /// Waits for what was sent; throws where any of it failed.
  void settle();

  /// What was told on the channels that were asked for by LISTEN, since the last call.
  [[nodiscard]] std::vector<std::string> notifications();
  /// When the server began to run, in microseconds: another one has another moment, and so has the
  /// same one after it was restarted.
  [[nodiscard]] std::int64_t server_started();
  /// Readable when something is told.
  [[nodiscard]] int socket() const { return PQsocket(connection_.get()); }

  /// Runs a statement whose text is made.
  void execute_text(const std::string& sql);
  /// Runs `COPY … FROM STDIN` with what `next` gives, piece by piece, until that is empty. Gives
  /// the number of rows. What `next` throws undoes them and is thrown on.
  std::int64_t copy_in(const std::string& sql, const std::function<std::string_view()>& next);

 private:
  friend class Statement;

  /// What was sent and not waited for, until when the answers are read: far fewer than fill the
  /// buffers on the way, where both sides would wait for each other.
  static constexpr std::size_t kUnansweredMax = 256;

  void connect();
  void require_connection();
  void send(Statement& statement);
  void send_text(const char* sql);
  /// What `run` does with the connection libpq takes only outside of a pipeline.
  void run_alone(const std::function<Result(PGconn*)>& run);
  /// The result of what was sent last; waits for all before it.
  Result answer();
  [[noreturn]] void fail(const std::string& message, std::string_view sqlstate);
  [[noreturn]] void fail_by_connection();

  std::string url_;
  std::unique_ptr<PGconn, Clear> connection_;
  std::uint64_t connections_ = 0;  ///< So many have there been; the last is the present one.
  std::int64_t server_started_ = 0;
  std::uint64_t server_asked_on_ = 0;  ///< The connection that has told it; 0: none.
  std::map<const char*, std::unique_ptr<Statement>> statements_;
  std::uint64_t names_ = 0;            ///< So many have been given out.
  std::vector<Statement*> preparing_;  ///< What was sent and not answered.
  std::size_t unanswered_ = 0;
  std::int64_t rows_changed_ = 0;
  bool in_transaction_ = false;
  bool owns_snapshot_ = false;
};

}  // namespace hookstorm::native::postgres
