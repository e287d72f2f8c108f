// By which indexes PostgreSQL goes where there is much: what is asked of one webhook is found
// without going through others' rows, or through all that it ever had.
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "native/store/postgres/deleted_webhooks.hpp"
#include "native/store/postgres/partitions.hpp"
#include "native/store/postgres_store.hpp"
#include "native/store/sql/lists.hpp"
#include "postgres_server.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::PostgresServer;

namespace {

constexpr EpochMilliseconds kMidnight = 20'000LL * 24 * 60 * 60 * 1000;

/// Webhook 1 has most of a history of 60,000 deliveries in two partitions, webhook 2 has thirty of
/// them, and each of both has something pending; webhook 1 is deleted.
struct History {
  postgres::Database database{PostgresServer::shared().new_store()};

  History() {
    postgres::prepare_partition(database, kMidnight);
    database.execute(
        "INSERT INTO webhooks (public_id, workspace, revision, enabled, created_at, updated_at, "
        "deleted_at) VALUES ('first', 1, 1, 1, 1, 1, 1), ('second', 1, 1, 1, 1, 1, NULL);"
        "INSERT INTO deliveries (id, message, webhook, workspace, attempts, due_at, state) "
        "SELECT ((1 + n % 2)::bigint << 40) + n, ((1 + n % 2)::bigint << 40) + n, "
        "CASE WHEN n % 2000 = 7 THEN 2 ELSE 1 END, 1, n % 3, n, "
        "CASE WHEN n % 200 < 8 THEN 'pending' WHEN n % 50 = 9 THEN 'exhausted' ELSE 'delivered' "
        "END "
        "FROM generate_series(1, 60000) AS n; ANALYZE deliveries, webhooks");
  }
};

struct Plan {
  std::string statement;
  std::string text;

  [[nodiscard]] bool has(const char* part) const { return text.find(part) != std::string::npos; }
};

/// Of all statements that were run and hold a text, by the values that they were run with first:
/// once as for just these, once as for any.
std::vector<Plan> plans(postgres::Database& database, const char* text, const std::string& values) {
  std::vector<std::pair<std::string, std::string>> statements;
  {
    sql::Query query = database.query(
        "SELECT name, statement FROM pg_prepared_statements WHERE position(? IN statement) > 0 "
        "AND position('pg_prepared' IN statement) = 0");
    query.bind(std::string_view(text));
    while (query.step()) {
      statements.emplace_back(query.text(0), query.text(1));
    }
  }
  std::vector<Plan> plans;
  for (const char* mode : {"force_custom_plan", "force_generic_plan"}) {
    database.execute_text(std::string("SET plan_cache_mode = ") + mode);
    for (const auto& [name, statement] : statements) {
      // A statement's address is what it is kept by.
      static std::deque<std::string> explained;
      explained.push_back("EXPLAIN EXECUTE " + name + "(" + values + ")");
      Plan plan{.statement = statement, .text = {}};
      sql::Query query = database.query(explained.back().c_str());
      while (query.step()) {
        plan.text.append(query.text(0)).append("\n");
      }
      plans.push_back(std::move(plan));
    }
  }
  return plans;
}

}  // namespace

TEST_CASE("PostgreSQL: what waits for a deleted webhook is found by the indexes of what waits") {
  History history;
  postgres::Database& database = history.database;
  database.begin();
  CHECK(postgres::cancel_for_deleted(database, 100) == 200);
  database.rollback();
  const std::vector<Plan> found = plans(database, "WITH waiting", "100");
  REQUIRE(found.size() == 4);
  for (const Plan& plan : found) {
    CAPTURE(plan.statement);
    CAPTURE(plan.text);
    CHECK(plan.has("webhook_claimed_by"));
    CHECK_FALSE(plan.has("Seq Scan on deliveries"));
    CHECK_FALSE(plan.has("webhook_id_idx"));
  }
}

TEST_CASE("PostgreSQL: the list of a webhook goes by its index, be it one of few or of most rows") {
  History history;
  postgres::Database& database = history.database;
  const DeliveryFilter all{.message = {.workspace = kDefaultWorkspace}, .webhook_id = "second"};
  DeliveryFilter failed = all;
  failed.states = {DeliveryState::exhausted, DeliveryState::cancelled};
  for (const DeliveryFilter& filter : {all, failed}) {
    static_cast<void>(SqlLists(database).deliveries(filter, std::int64_t{1} << 52,
                                                    {.found_max = 30, .rows_max = 500}));
  }
  for (const std::string webhook : {"1", "2"}) {
    const std::vector<Plan> found =
        plans(database, "(webhook, id) <", "0, 4503599627370496, " + webhook + ", 1, 500");
    REQUIRE(found.size() == 4);
    for (const Plan& plan : found) {
      CAPTURE(webhook);
      CAPTURE(plan.statement);
      CAPTURE(plan.text);
      CHECK(plan.has("webhook_id_idx"));
      CHECK_FALSE(plan.has("Seq Scan on deliveries"));
      CHECK_FALSE(plan.has("pkey"));
      CHECK_FALSE(plan.has("Sort  ("));
    }
  }
}

TEST_CASE("PostgreSQL: the list of a workspace goes by its index, however few rows it has") {
  History history;
  postgres::Database& database = history.database;
  database.execute("UPDATE deliveries SET workspace = 2 WHERE webhook = 2; ANALYZE deliveries");
  static_cast<void>(SqlLists(database).deliveries(
      {.message = {.workspace = 2}}, std::int64_t{1} << 52, {.found_max = 30, .rows_max = 500}));
  const std::vector<Plan> found =
      plans(database, "(workspace, id) <", "0, 4503599627370496, 0, 2, 500");
  REQUIRE(found.size() == 2);
  for (const Plan& plan : found) {
    CAPTURE(plan.text);
    CHECK(plan.has("workspace_id_idx"));
    CHECK_FALSE(plan.has("Seq Scan on deliveries"));
    CHECK_FALSE(plan.has("pkey"));
  }
}
