#include "native/inbox/delayed_answers.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace hookstorm::native {

void DelayedAnswers::give_after(std::chrono::milliseconds delay, std::function<void()> give) {
  boost::asio::post(
      context_, [this, delay, give = std::move(give)]() mutable { start(delay, std::move(give)); });
}

void DelayedAnswers::start(std::chrono::milliseconds delay, std::function<void()> give) {
  if (is_hurrying_) {
    give();
    return;
  }
  const auto timer = std::make_shared<boost::asio::steady_timer>(context_, delay);
  timers_.insert(timer);
  // Given as well where the timer is cancelled.
  timer->async_wait([this, timer, give = std::move(give)](const boost::system::error_code&) {
    timers_.erase(timer);
    give();
  });
}

void DelayedAnswers::hurry() {
  is_hurrying_ = true;
  for (const std::shared_ptr<boost::asio::steady_timer>& timer : timers_) {
    timer->cancel();
  }
}

}  // namespace hookstorm::native
