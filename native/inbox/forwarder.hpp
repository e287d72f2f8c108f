// Sends captured requests on to other URLs, on a thread of its own, by the settings that deliveries
// are sent by.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <spdlog/logger.h>

#include "native/sender/sender.hpp"
#include "native/store/inbox_records.hpp"

namespace hookstorm::native {

/// The request that a capture was, to another URL: method, body and headers, but for those that
/// belong to the connection.
[[nodiscard]] Request forwarded_request(const Capture& capture, std::string url);

class Forwarder {
 public:
  static constexpr std::size_t kUnderWayMax = 16;
  static constexpr long kTimeoutMs = 15'000;

  /// Called on the forwarder's thread. A request that is broken off at the end is not told of.
  using Done = std::function<void(TransferResult)>;

  /// Throws std::runtime_error.
  Forwarder(TransferSettings settings, spdlog::logger& log);
  ~Forwarder();
  Forwarder(const Forwarder&) = delete;
  Forwarder& operator=(const Forwarder&) = delete;
  Forwarder(Forwarder&&) = delete;
  Forwarder& operator=(Forwarder&&) = delete;

  /// False where as many are under way as may be; nothing happens then. From any thread.
  [[nodiscard]] bool forward(Request request, Done done);

  /// For requests from here on. From any thread.
  void use(TransferSettings settings);

  /// Breaks off what is under way and ends the thread.
  void stop();

 private:
  struct Order {
    Request request;
    Done done;
  };

  void run();
  void take_orders();

  spdlog::logger& log_;
  Sender sender_;
  std::atomic<std::size_t> under_way_ = 0;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::vector<Order> orders_;                 ///< Guarded by `mutex_`.
  std::optional<TransferSettings> settings_;  ///< Guarded by `mutex_`; those that came last.
  std::thread thread_;
};

}  // namespace hookstorm::native
