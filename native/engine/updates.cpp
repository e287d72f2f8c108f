#include "native/engine/updates.hpp"

#include <utility>

namespace hookstorm::native {

void Updates::follow(std::function<void()> on_arrival) {
  const std::lock_guard lock(mutex_);
  arrived_ = {};
  is_told_ = false;
  on_arrival_ = std::move(on_arrival);
  is_followed_ = true;
}

void Updates::unfollow() {
  const std::lock_guard lock(mutex_);
  is_followed_ = false;
  arrived_ = {};
  on_arrival_ = nullptr;
}

Updates::Arrived Updates::take() {
  const std::lock_guard lock(mutex_);
  is_told_ = false;
  return std::exchange(arrived_, {});
}

void Updates::publish(const CommittedChanges& changes) {
  put([&](Arrived& arrived) {
    arrived.deliveries.insert(arrived.deliveries.end(), changes.deliveries.begin(),
                              changes.deliveries.end());
    arrived.health.insert(arrived.health.end(), changes.health.begin(), changes.health.end());
  });
}

void Updates::publish(const std::function<CaptureUpdate()>& capture) {
  put([&](Arrived& arrived) { arrived.captures.push_back(capture()); });
}

void Updates::put(const std::function<void(Arrived&)>& change) {
  if (!is_followed_) {
    return;
  }
  const std::lock_guard lock(mutex_);
  change(arrived_);
  if (arrived_.size() > kWaitingMax) {
    arrived_ = {.deliveries = {}, .health = {}, .captures = {}, .has_gap = true};
  }
  if (on_arrival_ && !std::exchange(is_told_, true)) {
    on_arrival_();
  }
}

}  // namespace hookstorm::native
