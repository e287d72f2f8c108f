// The connection to PostgreSQL: what is bound and read back, what fails when, and what it is like
// after that; and the tables' versions.
#include <limits>

#include <doctest/doctest.h>

#include "native/store/postgres/database.hpp"
#include "native/store/postgres/schema.hpp"
#include "native/store/postgres/statement_text.hpp"
#include "postgres_server.hpp"

using namespace hookstorm::native;
using test::PostgresServer;

TEST_CASE("PostgreSQL: a statement is written in its own way, literals as they are") {
  CHECK(postgres::statement_text("SELECT ? , ?") == "SELECT $1 , $2");
  CHECK(postgres::statement_text("SELECT ?2 WHERE a = ?1") == "SELECT $2 WHERE a = $1");
  CHECK(postgres::statement_text("SELECT '?' || ?") == "SELECT '?' || $1");
  CHECK(postgres::statement_text("SELECT 1 FROM a INDEXED BY a_b WHERE c") ==
        "SELECT 1 FROM a  WHERE c");
  CHECK(postgres::statement_text("SELECT 1 FROM a INDEXED BY a_b") == "SELECT 1 FROM a ");
}

TEST_CASE("PostgreSQL: what is bound comes back") {
  postgres::Database database(PostgresServer::shared().new_database());
  database.execute("CREATE TABLE t (n bigint, s text, b bytea, f boolean)");
  const std::string bytes("a\0\xFF", 3);
  for (const std::int64_t number : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1},
                                    std::int64_t{0}, std::numeric_limits<std::int64_t>::max()}) {
    database.query("DELETE FROM t").run();
    database.query("INSERT INTO t VALUES (?, ?, ?, ? > 0)")
        .bind(number)
        .bind("é")
        .bind_blob(bytes)
        .bind(number)
        .run();
    sql::Query query = database.query("SELECT n, s, b, f, NULL, -3::integer FROM t");
    REQUIRE(query.step());
    CHECK(query.integer(0) == number);
    CHECK(query.text(1) == "é");
    CHECK(query.text(2) == bytes);
    CHECK(query.integer(3) == (number > 0 ? 1 : 0));
    CHECK(query.is_null(4));
    CHECK_FALSE(query.optional_integer(4));
    CHECK(query.integer(5) == -3);
    CHECK_FALSE(query.step());
  }
  CHECK_THROWS_AS(database.query("UPDATE t SET s = ?").bind(std::string_view("\0", 1)).run(),
                  StoreError);
}

TEST_CASE("PostgreSQL: what failed without being waited for is told at the commit, and undone") {
  postgres::Database database(PostgresServer::shared().new_database());
  database.execute("CREATE TABLE t (n bigint PRIMARY KEY)");
  const auto insert = [&](std::int64_t number) {
    database.query("INSERT INTO t VALUES (?)").bind(number).run();
  };
  database.begin();
  insert(1);
  insert(1);
  insert(2);
  CHECK_THROWS_AS(database.commit(), StoreError);
  database.rollback();
  CHECK(database.number("SELECT count(*) FROM t") == 0);
  database.begin();
  for (std::int64_t number = 0; number < 2000; ++number) {
    insert(number);
  }
  CHECK(database.rows_changed() == 1);
  database.commit();
  CHECK(database.number("SELECT count(*) FROM t") == 2000);
  // One that fails at once leaves the connection of use, too.
  CHECK_THROWS_AS(insert(7), StoreError);
  insert(2000);
  CHECK(database.number("SELECT max(n) FROM t") == 2000);
}

TEST_CASE("PostgreSQL: two that change the same at once find a conflict, and not both win") {
  const std::string url = PostgresServer::shared().new_database();
  postgres::Database first(url);
  postgres::Database second(url);
  first.execute("CREATE TABLE t (n bigint); INSERT INTO t VALUES (1)");
  second.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
  CHECK(second.number("SELECT n FROM t") == 1);
  first.query("UPDATE t SET n = 2").run();
  CHECK_THROWS_AS(second.query("UPDATE t SET n = n + 5").step(), StoreConflict);
  second.rollback();
  CHECK(second.number("SELECT n FROM t") == 2);
}

TEST_CASE("PostgreSQL: a lost connection fails its transaction, and the next one has another") {
  const std::string url = PostgresServer::shared().new_database();
  postgres::Database database(url);
  postgres::Database other(url);
  database.execute("CREATE TABLE t (n bigint)");
  const auto end_connection = [&] {
    const std::int64_t process = database.number("SELECT pg_backend_pid()");
    sql::Query query = other.query("SELECT pg_terminate_backend(?::integer, 10000)");
    query.bind(process);
    REQUIRE(query.step());
  };
  end_connection();
  CHECK_THROWS_AS(static_cast<void>(database.number("SELECT 1")), StoreError);
  CHECK(database.number("SELECT 1") == 1);
  database.begin();
  end_connection();
  database.query("INSERT INTO t VALUES (?)").bind(1).run();
  CHECK_THROWS_AS(database.commit(), StoreError);
  database.rollback();
  database.begin();
  database.query("INSERT INTO t VALUES (?)").bind(2).run();
  database.commit();
  CHECK(database.number("SELECT sum(n)::bigint FROM t") == 2);
}

TEST_CASE("PostgreSQL: whoever stands still within a transaction holds nobody up for long") {
  postgres::Database database(PostgresServer::shared().new_database());
  // Less than the time after which others take its work over.
  sql::Query query = database.query("SHOW idle_in_transaction_session_timeout");
  REQUIRE(query.step());
  CHECK(query.text(0) == "5s");
}

TEST_CASE("PostgreSQL: tables are made once, and those of others left alone") {
  const std::string url = PostgresServer::shared().new_database();
  postgres::Database database(url);
  CHECK(postgres::schema_version(database).present == 0);
  CHECK_THROWS_WITH_AS(postgres::require_current(database), doctest::Contains("migrate up"),
                       StoreError);
  postgres::migrate(database);
  postgres::migrate(database);
  const postgres::SchemaVersion version = postgres::schema_version(database);
  CHECK(version.present == version.latest);
  postgres::require_current(database);
  database.execute("UPDATE hookstorm_schema SET version = 99");
  CHECK_THROWS_WITH_AS(postgres::require_current(database), doctest::Contains("newer"), StoreError);
  CHECK_THROWS_WITH_AS(postgres::migrate(database), doctest::Contains("99"), StoreError);

  postgres::Database foreign(PostgresServer::shared().new_database());
  foreign.execute("CREATE TABLE things (id bigint)");
  CHECK_THROWS_WITH_AS(postgres::migrate(foreign), doctest::Contains("another program"),
                       StoreError);
}
