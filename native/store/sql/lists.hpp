// Lists of messages and deliveries, the newest first: bounded in what is looked at, and never a
// whole table.
// Easy to get wrong: keys ascend in the order of acceptance, and moments do too unless the clock is
// set back. Where a list begins and ends is looked up by the ids of messages that are a minute
// beyond what was asked for; what lies between is then told by the message's own moment.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "native/store/records.hpp"
#include "native/store/sql/database.hpp"

namespace hookstorm::native {

class SqlLists {
 public:
  explicit SqlLists(sql::Database& database) : database_(database) {}

  [[nodiscard]] Listed<ListedMessage> messages(const MessageFilter& filter, MessageKey before,
                                               ListLimit limit);
  [[nodiscard]] Listed<ListedDelivery> deliveries(const DeliveryFilter& filter, DeliveryKey before,
                                                  ListLimit limit);
  [[nodiscard]] std::optional<ListedDelivery> delivery(WorkspaceKey workspace,
                                                       std::string_view message_id,
                                                       std::string_view webhook_id);
  [[nodiscard]] std::optional<ListedDelivery> delivery(DeliveryKey key);

  /// Keys from `first` up to, without it, `end`.
  struct Range {
    std::int64_t first = 0;
    std::int64_t end = 0;
  };

  /// Holds all the messages below `before` that the filter means by time, and a few others.
  [[nodiscard]] Range messages_between(const MessageFilter& filter, MessageKey before);

 private:
  /// The first delivery of the messages from a key on.
  DeliveryKey first_delivery_from(MessageKey message);
  Range deliveries_between(const MessageFilter& filter, DeliveryKey before);
  /// With what its message and its webhook say.
  std::optional<ListedDelivery> first_delivery(sql::Query& query);

  sql::Database& database_;
};

}  // namespace hookstorm::native
