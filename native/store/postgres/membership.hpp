// That this process is one of those that work on the database, and which of them are alive. That
// holds for as long as the server runs: one that has taken its place may not have all that it had,
// and gives numbers and keys again, so that what is known here of the former one means nothing.
// Easy to get wrong: whether it is, the database says, by its own clock. What is known here is only
// a bound: for so long after it last said that it is alive, nobody can have ended it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <unordered_set>

#include "native/store/peers.hpp"
#include "native/store/postgres/database.hpp"

namespace hookstorm::native::postgres {

/// Whether a dispatcher works on the database, or did until so shortly ago that nobody can tell.
[[nodiscard]] bool has_dispatcher(Database& database);

/// What a process is to the others.
enum class Presence : std::uint8_t {
  dispatcher,  ///< One of those among whom the work is shared out.
  visitor,     ///< Changes something beside them, claims nothing and is not counted.
};

class Membership {
 public:
  /// How long one may be silent.
  static constexpr std::chrono::seconds kLease{10};
  static constexpr std::chrono::seconds kRenewed{2};

  struct Entry {
    std::int64_t number = 0;
    std::int64_t server = 0;  ///< When the server that it was made at began to run.

    bool operator==(const Entry&) const = default;
  };

  /// Enters this process, unless it is a visitor.
  explicit Membership(Database& database, Presence presence = Presence::dispatcher);

  [[nodiscard]] Presence presence() const { return presence_; }
  /// As the database knows it, be it ended; that of a visitor is empty.
  [[nodiscard]] Entry entry() const;
  [[nodiscard]] std::int64_t number() const { return entry().number; }
  /// The same, or 0 where it may have ended.
  [[nodiscard]] std::int64_t safe_number() const;
  [[nodiscard]] Share share() const;

  struct Silence {
    bool is_any = false;  ///< One is to be ended, or has ended and left something.
    /// Until then no other one is to be ended.
    std::chrono::milliseconds next_in = std::chrono::milliseconds::max();
  };

  /// Says that it is alive, and sees who is; where it has ended, or the server is another one,
  /// enters anew.
  Silence stay(Database& database);
  /// Ends those that were silent for too long, and lets go of what any that has ended had claimed.
  /// True where there was one.
  bool end_silent(Database& database);
  /// Ends this one.
  void leave(Database& database);

  [[nodiscard]] bool is_left_free(WebhookKey webhook) const;
  void leave_free(WebhookKey webhook, bool is_left);

  /// Whether this one wants to hear what others commit: said with the next sign of life.
  void want_changes(bool are_wanted) { wants_changes_ = are_wanted; }
  [[nodiscard]] bool wants_changes() const { return wants_changes_; }
  /// Whether another one does, as of the last sign of life.
  [[nodiscard]] bool are_changes_wanted() const { return are_changes_wanted_; }
  /// Whether one has come to want it since this was last asked.
  [[nodiscard]] bool has_new_listener() { return has_new_listener_.exchange(false); }

 private:
  using Steady = std::chrono::steady_clock;

  struct Sight {
    bool is_known = false;  ///< This one, and not ended.
    Silence silence;
  };

  void enter(Database& database);
  Sight say_alive(Database& database);
  void see_listeners(std::set<std::int64_t> listeners);
  void end_own(Database& database) const;

  Presence presence_;
  std::atomic<Steady::rep> safe_until_ = 0;
  mutable std::mutex mutex_;
  Entry entry_;  ///< Guarded by `mutex_`, as the next.
  Share share_;
  std::unordered_set<WebhookKey> left_free_;
  std::atomic<bool> wants_changes_ = false;
  std::atomic<bool> are_changes_wanted_ = false;
  std::atomic<bool> has_new_listener_ = false;
  std::set<std::int64_t> listeners_;  ///< Others that want changes; of the thread that sees them.
};

}  // namespace hookstorm::native::postgres
