// Makes inboxes, changes them, and takes requests into them, each decided and stored on the
// writer's thread; an inbox expires when nobody has used it for some days. Easy to get wrong: what
// waits to be captured waits in the queue of all changes; it is bounded by itself, so that a flood
// of requests leaves room and time to the deliveries' own.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/engine/retention.hpp"
#include "native/store/writer.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {

/// In a workspace.
inline constexpr std::int64_t kInboxesMax = 100;

struct InboxOutcome {
  enum class Kind : std::uint8_t { stored, not_found, too_many, failed };

  Kind kind = Kind::failed;
  std::optional<StoredInbox> inbox;    ///< As it is now, where stored and not deleted.
  std::optional<CaptureHead> capture;  ///< Where one was stored.
};

class Inboxes {
 public:
  /// Captures that wait for a commit.
  static constexpr std::size_t kWaitingMax = 64;
  static constexpr std::size_t kBytesWaitingMax = std::size_t{8} * 1024 * 1024;

  /// Called after the commit, on the writer's thread.
  using Done = std::function<void(InboxOutcome)>;
  /// Changes name and answer; called on the writer's thread.
  using Change = std::function<void(StoredInbox&)>;

  Inboxes(Writer& writer, Clock clock, RandomBytes random);

  /// How many days an inbox is kept after its last use: 1 to kInboxDaysMax. From any thread, as all
  /// that follows.
  void keep(long days) { days_kept_ = days; }
  [[nodiscard]] EpochMilliseconds expires_at(const StoredInbox& inbox) const;

  [[nodiscard]] std::vector<StoredInbox> list(StoreReader& reader, WorkspaceKey workspace,
                                              InboxKey before, std::size_t limit) const;
  /// In whatever workspace: for who sends to it.
  [[nodiscard]] std::optional<StoredInbox> find(StoreReader& reader, std::string_view id) const;
  [[nodiscard]] std::optional<StoredInbox> find(StoreReader& reader, WorkspaceKey workspace,
                                                std::string_view id) const;

  /// Makes an inbox with an id that nobody can guess. These return false where the queue is full;
  /// nothing happens then.
  [[nodiscard]] bool create(WorkspaceKey workspace, std::string name, InboxAnswer answer,
                            Done done);
  [[nodiscard]] bool update(WorkspaceKey workspace, std::string id, Change change, Done done);
  [[nodiscard]] bool remove(WorkspaceKey workspace, std::string id, Done done);
  /// Removes its captures.
  [[nodiscard]] bool clear(WorkspaceKey workspace, std::string id, Done done);
  /// Takes a request, in whatever workspace; its number and moment are set. False also where more
  /// are waiting than may.
  [[nodiscard]] bool capture(std::string id, Capture capture, Done done);

 private:
  using Decide = std::function<InboxOutcome(Store&)>;
  using DecideFor = std::function<InboxOutcome(Store&, StoredInbox&)>;

  /// The moment since which an inbox must have been used to be there.
  [[nodiscard]] EpochMilliseconds used_since() const;
  bool submit(Decide decide, Done done, std::size_t bytes = 0);
  /// Of an inbox that there is, where one is given in this workspace.
  bool submit_for(std::optional<WorkspaceKey> workspace, std::string id, DecideFor decide,
                  Done done, std::size_t bytes = 0);

  Writer& writer_;
  Clock clock_;
  RandomBytes random_;
  std::atomic<long> days_kept_ = kInboxDaysDefault;
  std::atomic<std::size_t> waiting_ = 0;
  std::atomic<std::size_t> bytes_waiting_ = 0;
};

}  // namespace hookstorm::native
