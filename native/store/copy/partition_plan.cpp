#include "native/store/copy/partition_plan.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>

#include "native/store/postgres/partitions.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {
PartitionPlan::PartitionPlan(sql::Database& file, EpochMilliseconds now) {
  last_key_ = std::max({last_key_, file.number("SELECT max(id) FROM messages"),
                        file.number("SELECT max(id) FROM deliveries")});
  if (last_key_ >= postgres::first_key(1)) {
    throw StoreError("The file has keys above 2^40, for which a PostgreSQL database has no room.");
  }
  {
    sql::Query messages = file.query("SELECT id, accepted_at FROM messages ORDER BY id");
    EpochMilliseconds end = 0;
    while (messages.step()) {
      const EpochMilliseconds accepted_at = messages.integer(1);
      // Where the clock was set back, it stays with those before it.
      if (accepted_at < end || end > now) {
        continue;
      }
      if (end != 0) {
        parts_.push_back({.begins_at = end, .first_message = messages.integer(0)});
      }
      end = postgres::end_of_day(accepted_at);
    }
  }
  if (parts_.size() > kPartitionsMax) {
    const auto surplus = static_cast<std::ptrdiff_t>(parts_.size() - kPartitionsMax);
    parts_.erase(parts_.begin() + 1, parts_.begin() + 1 + surplus);
  }
  for (auto part = parts_.begin() + 1; part != parts_.end(); ++part) {
    sql::Query first =
        file.query("SELECT id FROM deliveries WHERE message >= ? ORDER BY message, id LIMIT 1");
    first.bind(part->first_message);
    part->first_delivery =
        first.step() ? first.integer(0) : std::numeric_limits<DeliveryKey>::max();
  }
}

std::int64_t PartitionPlan::number_of(const Part& part) const {
  return &part - parts_.data() + 1;
}

MessageKey PartitionPlan::key_of_message(MessageKey in_file) const {
  const auto after =
      std::upper_bound(parts_.begin() + 1, parts_.end(), in_file,
                       [](MessageKey key, const Part& part) { return key < part.first_message; });
  return postgres::first_key(number_of(*std::prev(after))) + in_file;
}

DeliveryKey PartitionPlan::key_of_delivery(DeliveryKey in_file) const {
  const auto after =
      std::upper_bound(parts_.begin() + 1, parts_.end(), in_file,
                       [](DeliveryKey key, const Part& part) { return key < part.first_delivery; });
  return postgres::first_key(number_of(*std::prev(after))) + in_file;
}

void PartitionPlan::make(postgres::Database& database) const {
  for (const postgres::Partition& partition : postgres::read_partitions(database)) {
    postgres::drop_partition(database, partition.number);
  }
  for (const Part& part : parts_) {
    const std::int64_t number = number_of(part);
    postgres::add_partition(database, {.number = number, .begins_at = part.begins_at});
    database.query("SELECT setval('keys_' || ?::text, ?)").bind(number).bind(last_key_).run();
  }
}

}  // namespace hookstorm::native
