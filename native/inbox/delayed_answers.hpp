// Answers that are to be given later, without a thread that waits.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace hookstorm::native {

class DelayedAnswers {
 public:
  /// Each keeps a connection open, of which there are only so many.
  static constexpr std::size_t kWaitingMax = 256;

  explicit DelayedAnswers(boost::asio::io_context& context) : context_(context) {}

  /// On the io_context's thread.
  [[nodiscard]] bool is_full() const { return timers_.size() >= kWaitingMax; }

  /// Calls `give` after the delay, on the io_context's thread. From any thread.
  void give_after(std::chrono::milliseconds delay, std::function<void()> give);

  /// Gives all that wait, and what comes later at once: the end is near. On the io_context's
  /// thread.
  void hurry();

 private:
  void start(std::chrono::milliseconds delay, std::function<void()> give);

  boost::asio::io_context& context_;
  std::unordered_set<std::shared_ptr<boost::asio::steady_timer>> timers_;
  bool is_hurrying_ = false;
};

}  // namespace hookstorm::native
