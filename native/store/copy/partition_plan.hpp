// Where the messages of a file come to lie in a PostgreSQL database, with all that belongs to them:
// in partitions of a day, so that retention finds them there as if they had been accepted there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/time/timestamp.hpp"
#include "native/store/postgres/database.hpp"
#include "native/store/records.hpp"
#include "native/store/sql/database.hpp"

namespace hookstorm::native {

class PartitionPlan {
 public:
  /// Days before these lie in one partition: each takes locks, which a server has a few thousand
  /// of.
  static constexpr std::size_t kPartitionsMax = 60;

  /// Of what is in the file; no partition begins after `now`. Throws StoreError.
  PartitionPlan(sql::Database& file, EpochMilliseconds now);

  /// Keys as the database has them. Their order is that in the file.
  [[nodiscard]] MessageKey key_of_message(MessageKey in_file) const;
  [[nodiscard]] DeliveryKey key_of_delivery(DeliveryKey in_file) const;

  /// Puts the partitions in the place of those that there are, which go with all that they hold.
  /// What they give keys of later lies above all of the file's. Within a transaction.
  void make(postgres::Database& database) const;

 private:
  struct Part {
    EpochMilliseconds begins_at = 0;
    MessageKey first_message = 0;    ///< In the file.
    DeliveryKey first_delivery = 0;  ///< Likewise.
  };

  [[nodiscard]] std::int64_t number_of(const Part& part) const;

  std::vector<Part> parts_{Part{}};
  std::int64_t last_key_ = 1;  ///< In the file, of messages and deliveries.
};

}  // namespace hookstorm::native
