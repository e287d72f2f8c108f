// What was committed, on its way from the writer's thread to those who follow it live. Where nobody
// does, it costs the writer one look at a flag.
// Easy to get wrong: only keys are passed on. What they stand for is read when it is told, so that
// it is told as it is then, and what has changed twice meanwhile is told once.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "native/store/records.hpp"

namespace hookstorm::native {

/// A request that an inbox took.
struct CaptureUpdate {
  WorkspaceKey workspace = kNoWorkspace;  ///< The inbox's.
  std::string resource;                   ///< As JSON, the way captures are listed.
};

class Updates {
 public:
  /// What is held until it is taken; beyond it, all of it is let go.
  static constexpr std::size_t kWaitingMax = 16'384;

  struct Arrived {
    std::vector<DeliveryKey> deliveries;  ///< Made or changed.
    std::vector<WebhookKey> health;       ///< Of these webhooks.
    std::vector<CaptureUpdate> captures;
    bool has_gap = false;  ///< Something was let go before.

    [[nodiscard]] std::size_t size() const {
      return deliveries.size() + health.size() + captures.size();
    }
  };

  /// From here on what is published is held, and `on_arrival` called for the first of what comes
  /// together, from the publisher's thread. What was held before is let go.
  void follow(std::function<void()> on_arrival);
  void unfollow();
  /// What came since the last call.
  [[nodiscard]] Arrived take();

  /// After its commit, from any thread. Webhooks themselves are not named: there is a list of them.
  void publish(const CommittedChanges& changes);
  /// `capture` is asked only where somebody follows.
  void publish(const std::function<CaptureUpdate()>& capture);

 private:
  /// Changes what is held, within its bound, and tells of it.
  void put(const std::function<void(Arrived&)>& change);

  std::atomic<bool> is_followed_ = false;
  std::mutex mutex_;
  Arrived arrived_;  ///< Guarded by `mutex_`, as the next ones.
  std::function<void()> on_arrival_;
  bool is_told_ = false;  ///< Of something that was not taken since.
};

}  // namespace hookstorm::native
