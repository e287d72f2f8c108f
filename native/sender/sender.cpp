#include "native/sender/sender.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <limits>
#include <system_error>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>

namespace hookstorm::native {
namespace {

constexpr std::uint32_t kTagOfWaking = 0;

/// Throws std::system_error where the system gives none.
FileDescriptor given(int number) {
  if (number < 0) {
    throw std::system_error(errno, std::generic_category());
  }
  return FileDescriptor(number);
}

}  // namespace

Sender::Sender(TransferSettings settings, std::size_t connections_max)
    : connections_max_(connections_max),
      watched_(given(epoll_create1(EPOLL_CLOEXEC))),
      woken_(given(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))) {
  epoll_event event{.events = EPOLLIN, .data = {.u64 = WatchedSocket{.tag = kTagOfWaking}.data()}};
  if (epoll_ctl(watched_.number(), EPOLL_CTL_ADD, woken_.number(), &event) != 0) {
    throw std::system_error(errno, std::generic_category());
  }
  multis_.push_back(multi_of(std::move(settings)));
}

std::unique_ptr<CurlMulti> Sender::multi_of(TransferSettings settings) {
  return std::make_unique<CurlMulti>(std::move(settings), connections_max_, watched_.number(),
                                     next_tag_++);
}

void Sender::start(Request request, Done done, std::optional<long> timeout_ms) {
  multis_.back()->start(std::move(request), std::move(done), timeout_ms);
}

void Sender::use(TransferSettings settings) {
  multis_.push_back(multi_of(std::move(settings)));
}

void Sender::run(DurationMilliseconds max_ms) {
  const bool has_ended = move_on();
  constexpr int kEventsMax = 128;
  std::array<epoll_event, kEventsMax> events;  // NOLINT: filled by the next call.
  const int count =
      epoll_wait(watched_.number(), events.data(), kEventsMax, wait_ms(has_ended ? 0 : max_ms));
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events.at(static_cast<std::size_t>(i));
    act(event.data.u64, event.events);
  }
  move_on();
}

int Sender::wait_ms(DurationMilliseconds max_ms) const {
  for (const std::unique_ptr<CurlMulti>& multi : multis_) {
    if (multi->expires_at()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*multi->expires_at() -
                                                                     CurlMulti::Steady::now());
      max_ms = std::min<DurationMilliseconds>(max_ms, left.count());
    }
  }
  return static_cast<int>(
      std::clamp<DurationMilliseconds>(max_ms, 0, std::numeric_limits<int>::max()));
}

void Sender::act(std::uint64_t data, std::uint32_t events) {
  const WatchedSocket watched = WatchedSocket::of(data);
  if (watched.tag == kTagOfWaking) {
    eventfd_t count = 0;
    eventfd_read(woken_.number(), &count);
    return;
  }
  const auto multi = std::find_if(multis_.begin(), multis_.end(),
                                  [&](const auto& each) { return each->tag() == watched.tag; });
  if (multi != multis_.end()) {
    (*multi)->act(watched.socket, events);
  }
}

bool Sender::move_on() {
  bool has_ended = false;
  // NOLINTNEXTLINE(modernize-loop-convert): an end may bring another multi.
  for (std::size_t i = 0; i < multis_.size(); ++i) {
    multis_[i]->expire();
    has_ended = multis_[i]->finish_ended() || has_ended;
  }
  multis_.erase(std::remove_if(multis_.begin(), multis_.end() - 1,
                               [](const auto& former) { return former->running() == 0; }),
                multis_.end() - 1);
  return has_ended;
}

TransferResult Sender::send(Request request, long timeout_ms) {
  std::optional<TransferResult> outcome;
  start(
      std::move(request), [&outcome](TransferResult result) { outcome = std::move(result); },
      timeout_ms);
  while (!outcome) {
    run(timeout_ms);
  }
  return std::move(*outcome);
}

void Sender::wake() noexcept {
  eventfd_write(woken_.number(), 1);
}

std::size_t Sender::running() const {
  std::size_t running = 0;
  for (const std::unique_ptr<CurlMulti>& multi : multis_) {
    running += multi->running();
  }
  return running;
}

}  // namespace hookstorm::native
