// The delivery log of a database, part by part, beside dispatchers that may be running on it.
// Easy to get wrong: each part is one read transaction, so that the lines of one moment agree and
// the write-ahead log can be taken over between two parts.
#pragma once

#include <string>

#include "native/store/records.hpp"
#include "native/store/sql/database.hpp"

namespace hookstorm::native {

class SqlDeliveryLog {
 public:
  /// `database` outlives this.
  explicit SqlDeliveryLog(sql::Database& database) : database_(database) {}

  /// Whether there is or was such a webhook in the workspace.
  [[nodiscard]] bool knows_webhook(WorkspaceKey workspace, const std::string& id);

  /// As `StoreReader::delivery_log` says. Throws StoreError.
  [[nodiscard]] LogPart read(const DeliveryFilter& filter, const LogPosition& position,
                             LogLimit limit);

 private:
  struct Message;
  struct Reading;

  bool read_next(Reading& reading, Message& message);
  bool read_content(const Reading& reading, Message& message);
  void read_lines(Reading& reading, const Message& message);
  void read_deliveries(Reading& reading, const Message& message);
  void read_skips(Reading& reading, const Message& message);

  sql::Database& database_;
};

}  // namespace hookstorm::native
