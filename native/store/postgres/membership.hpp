// That this process is one of those that work on the database, and which of them are alive.
// Easy to get wrong: whether it is, the database says, by its own clock. What is known here is only
// a bound: for so long after it last said that it is alive, nobody can have ended it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
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

  /// Enters this process, unless it is a visitor.
  explicit Membership(Database& database, Presence presence = Presence::dispatcher);

  [[nodiscard]] Presence presence() const { return presence_; }
  /// As the database knows it, be it ended; 0 of a visitor.
  [[nodiscard]] std::int64_t number() const { return number_; }
  /// The same, or 0 where it may have ended.
  [[nodiscard]] std::int64_t safe_number() const;
  [[nodiscard]] Share share() const;

  /// Says that it is alive, and sees who is; where it has ended, enters anew. True where one is to
  /// be ended, or has ended and left something.
  bool stay(Database& database);
  /// Ends those that were silent for too long, and lets go of what any that has ended had claimed.
  /// True where there was one.
  bool end_silent(Database& database);
  /// Ends this one.
  void leave(Database& database);

  [[nodiscard]] bool is_left_free(WebhookKey webhook) const;
  void leave_free(WebhookKey webhook, bool is_left);

 private:
  using Steady = std::chrono::steady_clock;

  struct Sight {
    bool is_known = false;  ///< This one, and not ended.
    bool is_any_silent = false;
  };

  void enter(Database& database);
  Sight say_alive(Database& database);

  Presence presence_;
  std::atomic<std::int64_t> number_ = 0;
  std::atomic<Steady::rep> safe_until_ = 0;
  mutable std::mutex mutex_;
  Share share_;  ///< Guarded by `mutex_`, as the next.
  std::unordered_set<WebhookKey> left_free_;
};

}  // namespace hookstorm::native::postgres
