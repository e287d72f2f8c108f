// What was committed, on its way from the writer's thread, and from other processes on the same
// store, to those who follow it live. Where nobody does, it costs the writer one look at a flag.
// Easy to get wrong: only keys are passed on. What they stand for is read when it is told, so that
// it is told as it is then, and what has changed twice meanwhile is told once.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>

#include "native/store/peers.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

class Updates {
 public:
  /// What is held until it is taken; beyond it, all of it is let go.
  static constexpr std::size_t kWaitingMax = 16'384;

  struct Arrived {
    CommittedChanges changes;
    bool has_gap = false;  ///< Something was let go before, or never came.
  };

  /// `peers` is null where nobody else works on the store, and outlives this.
  explicit Updates(Peers* peers = nullptr) : peers_(peers) {}

  /// From here on what is published is held, and `on_arrival` called for the first of what comes
  /// together, from the publisher's thread. What was held before is let go.
  void follow(std::function<void()> on_arrival);
  void unfollow();
  /// What came since the last call.
  [[nodiscard]] Arrived take();

  /// After its commit, from any thread. Webhooks themselves are not named: there is a list of them.
  void publish(const CommittedChanges& changes);
  /// What other processes have committed. From any thread.
  void hear(const CommittedChanges& changes);
  /// Something was committed that will not be told. From any thread.
  void leave_gap();

 private:
  /// Changes what is held, within its bound, and tells of it.
  void put(const std::function<void(Arrived&)>& change);

  Peers* peers_;
  std::atomic<bool> is_followed_ = false;
  std::mutex mutex_;
  Arrived arrived_;  ///< Guarded by `mutex_`, as the next ones.
  std::function<void()> on_arrival_;
  bool is_told_ = false;  ///< Of something that was not taken since.
};

}  // namespace hookstorm::native
