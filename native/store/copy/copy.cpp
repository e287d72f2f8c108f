#include "native/store/copy/copy.hpp"

#include "native/store/copy/binary_rows.hpp"
#include "native/store/copy/partition_plan.hpp"
#include "native/store/copy/tables.hpp"
#include "native/store/postgres/membership.hpp"
#include "native/store/postgres/schema.hpp"
#include "native/store/sqlite/schema.hpp"
#include "native/store/store.hpp"
#include "native/system/clock.hpp"

namespace hookstorm::native {
namespace {

constexpr std::int64_t kToldEvery = 100'000;

/// From here to the end of the transaction a dispatcher that starts waits, before it has read
/// anything. Throws StoreError where one works already, or has.
void take_over(postgres::Database& target) {
  // Reading the file is no standing still.
  target.query("SET LOCAL idle_in_transaction_session_timeout = 0").run();
  target.query("LOCK TABLE dispatchers, secrets_key IN ACCESS EXCLUSIVE MODE").run();
  if (postgres::has_dispatcher(target)) {
    throw StoreError("A dispatcher works on the database that is copied to; stop it first.");
  }
  for (const CopiedTable& table : copied_tables()) {
    if (target.number(table.is_used().c_str()) != 0) {
      throw StoreError("The database that is copied to holds " + table.name() +
                       " already; copy to a new one, after `hookstorm migrate up`.");
    }
  }
  // Those that died there had nothing to hold.
  target.query("DELETE FROM dispatchers").run();
  // Every database has one; the file brings its own.
  target.query("DELETE FROM workspaces").run();
}

std::int64_t copy_table(sqlite::Database& file, const CopiedTable& table, const PartitionPlan& plan,
                        postgres::Database& target, const CopyProgress& on_progress) {
  sql::Query query = file.query(table.select().c_str());
  BinaryRows rows(query, table, plan);
  std::int64_t told = 0;
  const std::int64_t count = target.copy_in(table.load(), [&] {
    if (rows.count() - told >= kToldEvery) {
      told = rows.count();
      on_progress(table.name(), told);
    }
    return rows.next();
  });
  on_progress(table.name(), count);
  return count;
}

/// Keys that are given from now on are above all that were copied. Which dispatchers there were is
/// not copied, and their numbers are never given twice.
void continue_keys(postgres::Database& target) {
  target.execute(R"sql(
DO $do$
DECLARE
  part record;
BEGIN
  FOR part IN SELECT table_name AS name FROM information_schema.columns
    WHERE is_identity = 'YES' AND column_name = 'id' AND table_name <> 'dispatchers'
    AND table_schema = ANY (current_schemas(false)) LOOP
    EXECUTE format('SELECT setval(pg_get_serial_sequence(%1$L, ''id''), coalesce(max(id), 1), '
                   'max(id) IS NOT NULL) FROM %1$I', part.name);
  END LOOP;
END
$do$)sql");
}

std::vector<CopiedRows> copy_all(sqlite::Database& file, const PartitionPlan& plan,
                                 postgres::Database& target, const CopyProgress& on_progress) {
  take_over(target);
  plan.make(target);
  std::vector<CopiedRows> copied;
  for (const CopiedTable& table : copied_tables()) {
    copied.push_back({table.name(), copy_table(file, table, plan, target, on_progress)});
  }
  continue_keys(target);
  target.query("UPDATE registry SET version = version + 1").run();
  // The server counts the rows of partitioned tables only when it is asked to.
  target.execute("ANALYZE");
  return copied;
}

}  // namespace

std::vector<CopiedRows> copy_to_postgres(const std::string& file, const std::string& url,
                                         const CopyProgress& on_progress) {
  sqlite::Database source(file, sqlite::Access::read);
  const FileLock lock = sqlite::lock_file(file);
  sqlite::require_current(source);
  postgres::Database target(url);
  postgres::require_current(target);
  const PartitionPlan plan(source, system_clock()());
  target.begin();
  try {
    std::vector<CopiedRows> copied = copy_all(source, plan, target, on_progress);
    target.commit();
    return copied;
  } catch (...) {
    target.rollback();
    throw;
  }
}

}  // namespace hookstorm::native
