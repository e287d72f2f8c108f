// A PostgreSQL server for the tests, from the system's package: in a temporary folder, on a socket
// there, until the process ends. Nothing survives it, so nothing of it is synced.
#pragma once

#include <string>

#include <sys/types.h>

#include "support.hpp"

namespace hookstorm::native::test {

class PostgresServer {
 public:
  /// Started when it is first asked for. Throws std::runtime_error where it cannot be.
  static PostgresServer& shared();

  /// Whether the tests were told that there is none: HOOKSTORM_POSTGRES=none.
  [[nodiscard]] static bool is_left_out();

  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  PostgresServer(PostgresServer&&) = delete;
  PostgresServer& operator=(PostgresServer&&) = delete;

  /// The URL of a new database without tables.
  [[nodiscard]] std::string new_database();
  /// Of one whose tables are up to date.
  [[nodiscard]] std::string new_store();

 private:
  PostgresServer();

  [[nodiscard]] std::string url(const std::string& database) const;
  [[nodiscard]] std::string make_database(const std::string& origin);

  TemporaryFolder folder_;
  pid_t server_ = 0;
  int databases_ = 0;
};

}  // namespace hookstorm::native::test
