// The partitions of what was accepted, and the keys within them.
// Easy to get wrong: a key's upper bits are its partition's number, so that a message, its
// deliveries, their attempts and its skips lie in partitions of the same number and go together.
// All keys stay below 2^53, so that JavaScript reads them exactly: there is room for 8,191
// partitions, and in each for a billion blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/time/timestamp.hpp"
#include "native/store/postgres/database.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native::postgres {

struct Partition {
  std::int64_t number = 0;
  EpochMilliseconds begins_at = 0;
};

inline constexpr unsigned kKeyBits = 40;

/// The lowest key of a partition; the one before it ends below.
[[nodiscard]] constexpr std::int64_t first_key(std::int64_t partition) {
  return partition << kKeyBits;
}

/// Where the day ends (UTC) that a moment is of, and with it its partition.
[[nodiscard]] constexpr EpochMilliseconds end_of_day(EpochMilliseconds moment) {
  constexpr EpochMilliseconds kMillisecondsPerDay = 24LL * 60 * 60 * 1000;
  return (moment / kMillisecondsPerDay + 1) * kMillisecondsPerDay;
}

/// In order.
[[nodiscard]] std::vector<Partition> read_partitions(Database& database);

/// Adds the partition after the last, unless somebody else did; outside of a transaction.
void add_partition(Database& database, const Partition& partition);

/// Adds one that begins at the next midnight (UTC), unless there is one that is still to begin;
/// outside of a transaction.
void prepare_partition(Database& database, EpochMilliseconds now);
/// By the database's clock.
void prepare_partition(Database& database);

/// What retention does with what is in a partition.
enum class Removal : std::uint8_t {
  none,        ///< Something in it is not old enough; it waits until all of it is.
  row_by_row,  ///< It is the one that is written to, or something in it is pending.
  as_a_whole,
};

struct PartitionRemoval {
  std::int64_t partition = 0;
  Removal removal = Removal::none;
};

/// For each partition, in order. `surplus` is the last key of what has enough newer ones.
[[nodiscard]] std::vector<PartitionRemoval> removals(Database& database, const PruneLimit& limit,
                                                     std::int64_t surplus);

/// Removes a partition with all that is in it; within a transaction. Throws StoreError, too, where
/// somebody has been reading of it for long.
void drop_partition(Database& database, std::int64_t number);

/// Gives keys out, in ascending order. For one connection, within its transactions.
class Keys {
 public:
  explicit Keys(Database& database) : database_(database) {}

  /// For the next row that is accepted at `now`.
  [[nodiscard]] std::int64_t next(EpochMilliseconds now);
  /// At the beginning of a transaction: another block is taken for the next key, which thus is
  /// above all those of transactions that had ended by then, whoever ran them.
  void let_go() { left_ = 0; }

 private:
  std::int64_t partition_at(EpochMilliseconds now);
  void take_block();

  Database& database_;
  std::vector<Partition> partitions_;
  std::int64_t partition_ = 0;  ///< That keys are taken of.
  std::int64_t next_ = 0;
  std::int64_t left_ = 0;
};

}  // namespace hookstorm::native::postgres
