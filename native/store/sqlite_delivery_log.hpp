// The delivery log of an SQLite file, beside a dispatcher that may be running on it.
#pragma once

#include <functional>
#include <string>

#include "core/time/timestamp.hpp"
#include "native/store/sqlite/database.hpp"

namespace hookstorm::native {

struct DeliveryLogScope {
  std::string webhook_id;                     ///< Empty: all webhooks, deleted ones too.
  EpochMilliseconds since = kEarliestMoment;  ///< When messages were accepted.
};

class SqliteDeliveryLog {
 public:
  using TakeLine = std::function<void(const std::string& line)>;

  /// Opens the file for reading alone. Throws StoreError, also for a file of another version.
  explicit SqliteDeliveryLog(const std::string& path);

  /// Whether there is or was such a webhook.
  [[nodiscard]] bool knows_webhook(const std::string& id);

  /// Gives each delivery and each skip, message by message in the order of acceptance. Each message
  /// is read in a transaction of its own, so that memory and the dispatcher's file stay bounded.
  void read(const DeliveryLogScope& scope, const TakeLine& take_line);

 private:
  struct Message;

  bool read_next(const DeliveryLogScope& scope, Message& message);
  void read_deliveries(const DeliveryLogScope& scope, const Message& message,
                       const TakeLine& take_line);
  void read_skips(const DeliveryLogScope& scope, const Message& message, const TakeLine& take_line);

  sqlite::Database database_;
};

}  // namespace hookstorm::native
