#include "native/store/sqlite_store.hpp"

#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "support.hpp"

using namespace hookstorm::native;

namespace {

/// What opening says; empty where it works.
std::string refusal(const std::string& path) {
  try {
    const SqliteStore store(path);
    return "";
  } catch (const StoreError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("sqlite: a database that a newer program wrote is refused, and left as it was") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("hookstorm.db");
  REQUIRE(refusal(path).empty());
  {
    sqlite::Database database(path, sqlite::Access::write);
    database.execute("PRAGMA user_version = 99");
  }
  CHECK(refusal(path).find("newer Hookstorm") != std::string::npos);
  CHECK(refusal(path).find("99") != std::string::npos);
}

TEST_CASE("sqlite: a database of another program, and what is no database, are refused") {
  const test::TemporaryFolder folder;
  {
    sqlite::Database database(folder.file("other.db"), sqlite::Access::write);
    database.execute("CREATE TABLE things (id INTEGER)");
  }
  CHECK(refusal(folder.file("other.db")).find("another program") != std::string::npos);
  std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
  CHECK_FALSE(refusal(folder.file("text.db")).empty());
  CHECK(refusal(folder.file("missing/hookstorm.db")).find("cannot be opened") != std::string::npos);
}

TEST_CASE("sqlite: a second opening is refused while the first lasts") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("hookstorm.db");
  {
    const SqliteStore first(path);
    CHECK(refusal(path).find("in use") != std::string::npos);
  }
  CHECK(refusal(path).empty());
}

TEST_CASE("sqlite: the file, which holds secrets, is its owner's alone") {
  const test::TemporaryFolder folder;
  const SqliteStore store(folder.file("hookstorm.db"));
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    struct stat status {};
    REQUIRE(stat((folder.file("hookstorm.db") + suffix).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
  }
}

TEST_CASE("sqlite: commits are synced, and due deliveries are found by their index") {
  const test::TemporaryFolder folder;
  const SqliteStore store(folder.file("hookstorm.db"));
  sqlite::Database database(folder.file("hookstorm.db"), sqlite::Access::read);
  {
    sqlite::Query query = database.query("PRAGMA journal_mode");
    REQUIRE(query.step());
    CHECK(query.text(0) == "wal");
  }
  sqlite::Query query = database.query(
      "EXPLAIN QUERY PLAN SELECT id FROM deliveries WHERE webhook = 1 AND state = 'pending' "
      "AND due_at <= 5 ORDER BY due_at, id LIMIT 3");
  std::string plan;
  while (query.step()) {
    plan += std::string(query.text(3)) + "\n";
  }
  CHECK(plan.find("deliveries_due") != std::string::npos);
  CHECK(plan.find("TEMP B-TREE") == std::string::npos);
}
