// Inboxes and what they captured, as tables.
// Easy to get wrong: an inbox that was deleted or has expired, and captures that were cleared, are
// only out of sight until pruning comes to them, since removing 64 MiB at once would hold up
// everything else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "native/store/inbox_records.hpp"
#include "native/store/records.hpp"
#include "native/store/sql/database.hpp"

namespace hookstorm::native {

/// Each function does what the store's function of that name says.
class SqlInboxes {
 public:
  explicit SqlInboxes(sql::Database& database) : database_(database) {}

  [[nodiscard]] std::vector<StoredInbox> inboxes(WorkspaceKey workspace,
                                                 EpochMilliseconds used_since, InboxKey before,
                                                 std::size_t limit);
  [[nodiscard]] std::optional<StoredInbox> inbox(std::string_view id, EpochMilliseconds used_since);
  [[nodiscard]] std::optional<StoredInbox> inbox(InboxKey key);
  [[nodiscard]] std::int64_t inbox_count(WorkspaceKey workspace, EpochMilliseconds used_since);
  [[nodiscard]] std::vector<CaptureHead> captures(InboxKey inbox, std::int64_t before,
                                                  std::size_t limit);
  [[nodiscard]] std::optional<Capture> capture(InboxKey inbox, std::int64_t number);

  void create(const NewInbox& inbox, EpochMilliseconds now);
  void update(const StoredInbox& inbox);
  void remove(InboxKey inbox);
  std::int64_t add_capture(InboxKey inbox, const Capture& capture, const CaptureLimits& limits);
  void clear_captures(InboxKey inbox);
  [[nodiscard]] PruneStep prune(const PruneLimit& limit, InboxKey position, std::size_t rows_max);

 private:
  /// Of all rows of an inbox's captures, the oldest; cleared ones come first.
  struct Oldest {
    std::int64_t number = 0;
    std::int64_t bytes = 0;
  };

  std::optional<Oldest> oldest_capture(InboxKey inbox);
  void remove_capture(InboxKey inbox, std::int64_t number);

  sql::Database& database_;
};

}  // namespace hookstorm::native
