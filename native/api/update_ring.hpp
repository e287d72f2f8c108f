// The latest updates, each rendered once as a server-sent event, for all who read them at their own
// pace.
// Easy to get wrong: an id is good for the process that gave it out alone, and only as long as
// nothing after it has left the ring; a reader beyond that is told so, and never given a part.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/store/records.hpp"

namespace hookstorm::native {

enum class UpdateKind : std::uint8_t { delivery, webhook, capture };

/// What of an update filters look at.
struct UpdateFacts {
  UpdateKind kind = UpdateKind::delivery;
  WorkspaceKey workspace = kNoWorkspace;
  std::string webhook_id;  ///< Of a delivery, and of a webhook itself.
  DeliveryState state = DeliveryState::pending;
  Trigger trigger = Trigger::event_created;
};

/// Which updates are meant. States and trigger are about deliveries alone; a webhook leaves
/// captures out.
struct UpdateFilter {
  WorkspaceKey workspace = kNoWorkspace;
  std::vector<UpdateKind> kinds;  ///< Any of these; of none, all.
  std::optional<std::string> webhook_id;
  std::vector<DeliveryState> states;  ///< The same.
  std::optional<Trigger> trigger;

  [[nodiscard]] bool passes(const UpdateFacts& facts) const;
};

class UpdateRing {
 public:
  static constexpr std::size_t kUpdatesMax = 16'384;
  static constexpr std::size_t kBytesMax = std::size_t{16} * 1024 * 1024;

  /// `run` names the process.
  explicit UpdateRing(std::string run, std::size_t updates_max = kUpdatesMax,
                      std::size_t bytes_max = kBytesMax);

  /// `data` is one line.
  void add(UpdateFacts facts, std::string_view data);
  /// Something is missing between what is there and what comes.
  void leave_gap();

  /// Of the update that comes next. They count up.
  [[nodiscard]] std::int64_t end() const { return end_; }
  /// The position after the update with the id; nothing where not all after it is there.
  [[nodiscard]] std::optional<std::int64_t> position_after(std::string_view id) const;

  /// Events for a reader, and where it goes on.
  struct Piece {
    std::string text;  ///< Empty where there are none.
    std::int64_t position = 0;
  };

  /// For one who begins: where it is, so that it can go on from there.
  [[nodiscard]] Piece beginning(std::int64_t position) const;
  /// For one who missed something: that it did, and the end of the ring.
  [[nodiscard]] Piece reset() const;
  /// What the filter means from the position on, until there are so many bytes; a reset where some
  /// of it has left the ring.
  [[nodiscard]] Piece read(std::int64_t position, const UpdateFilter& filter,
                           std::size_t bytes) const;
  /// Something to send where there is nothing to tell.
  [[nodiscard]] std::string heartbeat(std::int64_t position) const;

 private:
  struct Update {
    UpdateFacts facts;
    std::string text;
  };

  [[nodiscard]] std::int64_t first() const {
    return end_ - static_cast<std::int64_t>(updates_.size());
  }
  /// Of what stands before the position.
  [[nodiscard]] std::string id_line(std::int64_t position) const;

  std::string run_;
  std::size_t updates_max_;
  std::size_t bytes_max_;
  std::deque<Update> updates_;
  std::size_t bytes_ = 0;
  std::int64_t end_ = 1;
};

}  // namespace hookstorm::native
