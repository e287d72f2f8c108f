#include "native/store/postgres/partitions.hpp"

#include <algorithm>
#include <string>

#include "native/store/store.hpp"

namespace hookstorm::native::postgres {
namespace {

constexpr std::int64_t kBlock = 1024;

/// Under which partitions are added and removed: "Part".
constexpr const char* kLock = "SELECT pg_advisory_xact_lock(1348563572);";

}  // namespace

std::vector<Partition> read_partitions(Database& database) {
  sql::Query query = database.query("SELECT number, begins_at FROM partitions ORDER BY number");
  std::vector<Partition> partitions;
  while (query.step()) {
    partitions.push_back({.number = query.integer(0), .begins_at = query.integer(1)});
  }
  return partitions;
}

void add_partition(Database& database, const Partition& partition) {
  const std::string number = std::to_string(partition.number);
  const std::string range = " FOR VALUES FROM (" + std::to_string(first_key(partition.number)) +
                            ") TO (" + std::to_string(first_key(partition.number + 1)) + ");";
  std::string script;
  // Made first and attached then, which holds up nobody who writes.
  for (const std::string table : {"messages", "deliveries", "attempts", "skips"}) {
    const std::string name = table + "_" + number;
    script += "CREATE TABLE " + name + " (LIKE " + table + " INCLUDING ALL);" +  //
              "ALTER TABLE " + table + " ATTACH PARTITION " + name + range;
  }
  // The sequence is the partition's: it goes with it. Message ids hold the moment, and so are never
  // the same in two partitions.
  script += "CREATE UNIQUE INDEX messages_" + number + "_public_id ON messages_" + number +
            " (public_id);" +  //
            "CREATE SEQUENCE keys_" + number + " INCREMENT BY " + std::to_string(kBlock) +
            " OWNED BY messages_" + number + ".id;" +  //
            "INSERT INTO partitions VALUES (" + number + ", " +
            std::to_string(partition.begins_at) + ");";
  database.execute_text(kLock +
                        std::string("DO $do$ BEGIN IF NOT EXISTS (SELECT 1 FROM partitions "
                                    "WHERE number >= ") +
                        number + ") THEN " + script + " END IF; END $do$");
}

std::int64_t Keys::next(EpochMilliseconds now) {
  const std::int64_t partition = partition_at(now);
  if (partition != partition_ || left_ == 0) {
    partition_ = partition;
    take_block();
  }
  --left_;
  return next_++;
}

/// Never an earlier one than before, wherever the clock goes.
std::int64_t Keys::partition_at(EpochMilliseconds now) {
  if (partitions_.empty()) {
    partitions_ = read_partitions(database_);
  }
  const auto after = std::find_if(partitions_.begin(), partitions_.end(),
                                  [&](const Partition& each) { return each.begins_at > now; });
  if (after == partitions_.begin()) {
    throw StoreError("The database has no partition for what is accepted now.");
  }
  return std::max(std::prev(after)->number, partition_);
}

void Keys::take_block() {
  sql::Query query = database_.query("SELECT nextval('keys_' || ?::text)");
  const std::string number = std::to_string(partition_);
  query.bind(number);
  if (!query.step()) {
    throw StoreError("The database gives no keys.");
  }
  next_ = first_key(partition_) + query.integer(0);
  left_ = kBlock;
}

}  // namespace hookstorm::native::postgres
