#include "native/store/postgres/partitions.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "native/store/store.hpp"

namespace hookstorm::native::postgres {
namespace {

constexpr std::int64_t kBlock = 1024;

/// The script with a number in each place that names it.
std::string filled(std::string script,
                   std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) {
  for (const auto& [place, number] : numbers) {
    script.replace(script.find(place), place.size(), std::to_string(number));
  }
  return script;
}

EpochMilliseconds moment_of(Database& database) {
  return database.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
}

bool has_pending(Database& database, std::int64_t partition) {
  // Each by its index.
  sql::Query query = database.query(
      "SELECT EXISTS (SELECT 1 FROM deliveries WHERE id >= ?1 AND id < ?2 "
      "  AND state = 'pending' AND attempts = 0) "
      "OR EXISTS (SELECT 1 FROM deliveries WHERE id >= ?1 AND id < ?2 "
      "  AND state = 'pending' AND attempts > 0)");
  query.bind(first_key(partition)).bind(first_key(partition + 1));
  return query.step() && query.integer(0) != 0;
}

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
  // Tables are made first and attached then, which holds up nobody who writes. The sequence goes
  // with the partition. Message ids hold the moment, and so are never the same in two partitions.
  static constexpr const char* kScript = R"sql(
SELECT pg_advisory_xact_lock(1348563572);
DO $do$
DECLARE
  this bigint := {number};
  part text;
BEGIN
  IF EXISTS (SELECT 1 FROM partitions WHERE number >= this) THEN
    RETURN;
  END IF;
  FOREACH part IN ARRAY ARRAY['messages', 'deliveries', 'attempts', 'skips'] LOOP
    EXECUTE format('CREATE TABLE %1$I (LIKE %2$I INCLUDING ALL)', part || '_' || this, part);
    EXECUTE format('ALTER TABLE %2$I ATTACH PARTITION %1$I FOR VALUES FROM (%3$s) TO (%4$s)',
                   part || '_' || this, part, {first}, {end});
  END LOOP;
  EXECUTE format('CREATE UNIQUE INDEX ON %I (public_id)', 'messages_' || this);
  EXECUTE format('CREATE SEQUENCE %I INCREMENT BY {block} OWNED BY %I.id', 'keys_' || this,
                 'messages_' || this);
  INSERT INTO partitions VALUES (this, {begins_at});
END
$do$)sql";
  database.execute_text(filled(kScript, {{"{number}", partition.number},
                                         {"{first}", first_key(partition.number)},
                                         {"{end}", first_key(partition.number + 1)},
                                         {"{block}", kBlock},
                                         {"{begins_at}", partition.begins_at}}));
}

void prepare_partition(Database& database) {
  prepare_partition(database, moment_of(database));
}

void prepare_partition(Database& database, EpochMilliseconds now) {
  const std::vector<Partition> partitions = read_partitions(database);
  if (!partitions.empty() && partitions.back().begins_at <= now) {
    add_partition(database, {.number = partitions.back().number + 1, .begins_at = end_of_day(now)});
  }
}

std::vector<PartitionRemoval> removals(Database& database, const PruneLimit& limit,
                                       std::int64_t surplus) {
  const std::vector<Partition> partitions = read_partitions(database);
  const EpochMilliseconds now = moment_of(database);
  std::vector<PartitionRemoval> removals;
  for (std::size_t i = 0; i < partitions.size(); ++i) {
    const std::int64_t number = partitions[i].number;
    PartitionRemoval removal{.partition = number};
    if (i + 1 == partitions.size() || partitions[i + 1].begins_at > now) {
      removal.removal = Removal::row_by_row;
    } else if (partitions[i + 1].begins_at <= limit.before || first_key(number + 1) <= surplus) {
      removal.removal = has_pending(database, number) ? Removal::row_by_row : Removal::as_a_whole;
    }
    removals.push_back(removal);
  }
  return removals;
}

void drop_partition(Database& database, std::int64_t number) {
  // Rather fail than let everybody wait behind this; it is tried again a minute later.
  database.query("SET LOCAL lock_timeout = '1s'").run();
  for (const std::string table : {"skips", "attempts", "deliveries", "messages"}) {
    database.execute_text("DROP TABLE " + table + "_" + std::to_string(number));
  }
  database.query("SET LOCAL lock_timeout = DEFAULT").run();
  database.query("DELETE FROM partitions WHERE number = ?").bind(number).run();
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
  // One that is still to begin is always there, so that the list is read anew once a day.
  if (partitions_.empty() || (partitions_.back().begins_at <= now && left_ == 0)) {
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
