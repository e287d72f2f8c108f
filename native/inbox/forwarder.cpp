#include "native/inbox/forwarder.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <limits>
#include <utility>

#include "native/sender/connection_headers.hpp"

namespace hookstorm::native {
namespace {

constexpr std::size_t kConnectionsMax = 16;
constexpr DurationMilliseconds kSleepMax = std::numeric_limits<int>::max();
/// After libcurl failed.
constexpr std::chrono::seconds kPauseAfterFailure(1);

TransferSettings with_response_headers(TransferSettings settings) {
  settings.keeps_response_headers = true;
  return settings;
}

}  // namespace

Request forwarded_request(const Capture& capture, std::string url) {
  Request request{
      .method = capture.head.method, .url = std::move(url), .headers = {}, .body = capture.body};
  std::copy_if(capture.head.headers.begin(), capture.head.headers.end(),
               std::back_inserter(request.headers),
               [](const Header& header) { return !is_of_connection(header.name); });
  return request;
}

Forwarder::Forwarder(TransferSettings settings, spdlog::logger& log)
    : log_(log),
      sender_(with_response_headers(std::move(settings)), kConnectionsMax),
      thread_([this] { run(); }) {}

Forwarder::~Forwarder() {
  stop();
}

bool Forwarder::forward(Request request, Done done) {
  if (++under_way_ > kUnderWayMax) {
    --under_way_;
    return false;
  }
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back({std::move(request), std::move(done)});
  }
  sender_.wake();
  return true;
}

void Forwarder::use(TransferSettings settings) {
  {
    const std::lock_guard lock(mutex_);
    settings_ = with_response_headers(std::move(settings));
  }
  sender_.wake();
}

void Forwarder::stop() {
  stopping_ = true;
  sender_.wake();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Forwarder::run() {
  while (!stopping_) {
    try {
      take_orders();
      sender_.run(kSleepMax);
    } catch (const std::exception& error) {
      log_.error("inbox: requests cannot be forwarded: {}", error.what());
      std::this_thread::sleep_for(kPauseAfterFailure);
    }
  }
}

void Forwarder::take_orders() {
  std::vector<Order> orders;
  std::optional<TransferSettings> settings;
  {
    const std::lock_guard lock(mutex_);
    orders.swap(orders_);
    settings.swap(settings_);
  }
  if (settings) {
    sender_.use(std::move(*settings));
  }
  for (Order& order : orders) {
    const Done end = [this, done = std::move(order.done)](TransferResult result) {
      --under_way_;
      done(std::move(result));
    };
    try {
      sender_.start(std::move(order.request), end, kTimeoutMs);
    } catch (const std::exception& error) {
      end({.failure = error.what()});
    }
  }
}

}  // namespace hookstorm::native
