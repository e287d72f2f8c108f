// How many requests may be under way: a cap for all, a lower one for retries, so that old failures
// never take the place of what is new, and for each webhook no more than are left for the others,
// so that no number of dead endpoints takes every slot.
#pragma once

#include <cassert>
#include <cstddef>

namespace hookstorm::native {

class Slots {
 public:
  explicit Slots(std::size_t all_max) : all_max_(all_max) {}

  [[nodiscard]] std::size_t taken() const { return taken_; }
  [[nodiscard]] std::size_t free() const { return all_max_ - taken_; }

  /// Whether a webhook with `under_way` requests may have one more: each may have one, and further
  /// ones up to an eighth of what is free. With n webhooks that hang, about eight (n + 8)ths of all
  /// slots stay free for the others.
  [[nodiscard]] bool is_one_for(std::size_t under_way) const {
    return free() > 0 && (under_way == 0 || under_way < free() / 8);
  }
  /// A quarter is kept for first attempts.
  [[nodiscard]] bool is_one_for_retries() const { return retries_ < all_max_ - all_max_ / 4; }

  void take(bool is_retry) {
    assert(free() > 0);
    ++taken_;
    retries_ += is_retry ? 1 : 0;
  }
  void release(bool is_retry) {
    assert(taken_ > 0);
    --taken_;
    retries_ -= is_retry ? 1 : 0;
  }

 private:
  std::size_t all_max_;
  std::size_t taken_ = 0;
  std::size_t retries_ = 0;
};

}  // namespace hookstorm::native
