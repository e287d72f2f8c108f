#include "native/engine/updates.hpp"

#include <utility>
#include <vector>

namespace hookstorm::native {
namespace {

template <typename T>
void append(std::vector<T>& list, const std::vector<T>& more) {
  list.insert(list.end(), more.begin(), more.end());
}

}  // namespace

void Updates::follow(std::function<void()> on_arrival) {
  {
    const std::lock_guard lock(mutex_);
    arrived_ = {};
    is_told_ = false;
    on_arrival_ = std::move(on_arrival);
    is_followed_ = true;
  }
  if (peers_ != nullptr) {
    peers_->want_changes(true);
  }
}

void Updates::unfollow() {
  if (peers_ != nullptr) {
    peers_->want_changes(false);
  }
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
  hear(changes);
  if (peers_ != nullptr) {
    peers_->tell(changes);
  }
}

void Updates::hear(const CommittedChanges& changes) {
  put([&](Arrived& arrived) {
    append(arrived.changes.deliveries, changes.deliveries);
    append(arrived.changes.health, changes.health);
    append(arrived.changes.captures, changes.captures);
  });
}

void Updates::leave_gap() {
  put([](Arrived& arrived) { arrived.has_gap = true; });
}

void Updates::put(const std::function<void(Arrived&)>& change) {
  if (!is_followed_) {
    return;
  }
  const std::lock_guard lock(mutex_);
  change(arrived_);
  if (arrived_.changes.size() > kWaitingMax) {
    arrived_ = {.changes = {}, .has_gap = true};
  }
  if (on_arrival_ && !std::exchange(is_told_, true)) {
    on_arrival_();
  }
}

}  // namespace hookstorm::native
