// What this process has committed of late, told to others by notifications of keys alone, and how
// those are read.
// Easy to get wrong: who wants to hear is known a moment after they do. So what was committed stays
// here for some seconds, whether somebody wants it or not, and is told to those who come.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "native/store/records.hpp"

namespace hookstorm::native::postgres {

/// As texts that PostgreSQL takes as payloads, each key once.
[[nodiscard]] std::vector<std::string> notices_of(const CommittedChanges& changes);
/// Adds what such a text says; what cannot be read is left out.
void read_notice(std::string_view text, CommittedChanges& changes);

/// From any thread.
class RecentChanges {
 public:
  using Steady = std::chrono::steady_clock;

  /// Longer than it takes until others are known to want them.
  static constexpr std::chrono::seconds kKept{5};
  /// Beyond so many keys the oldest go, told or not.
  static constexpr std::size_t kKeysMax = 65'536;

  void add(const CommittedChanges& changes, Steady::time_point now);
  /// Somebody wants all that is here.
  void tell_again();

  struct Untold {
    CommittedChanges changes;
    bool has_gap = false;    ///< Something went before it was told.
    std::int64_t until = 0;  ///< For `take_for_told`.
  };

  [[nodiscard]] bool has_untold();
  [[nodiscard]] Untold untold();
  void take_for_told(std::int64_t until);

 private:
  struct Kept {
    Steady::time_point at;
    CommittedChanges changes;
  };

  [[nodiscard]] std::int64_t end() const {
    return first_ + static_cast<std::int64_t>(kept_.size());
  }
  void drop_first();

  std::mutex mutex_;
  std::deque<Kept> kept_;   ///< Guarded by `mutex_`, as all.
  std::size_t keys_ = 0;    ///< In them.
  std::int64_t first_ = 0;  ///< The number of the first one.
  std::int64_t told_until_ = 0;
  bool has_gap_ = false;
};

}  // namespace hookstorm::native::postgres
