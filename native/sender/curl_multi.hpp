// Many transfers at once on one thread, over connections that are kept and used again.
// Easy to get wrong: only `wake` may be called from another thread; and libcurl says which sockets
// to watch and until when, so that a round costs as much as what happens in it, not as what is
// under way.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <curl/curl.h>

#include "core/delivery/retry_policy.hpp"
#include "native/sender/transfer.hpp"
#include "native/system/file_descriptor.hpp"

namespace hookstorm::native {

/// libcurl's process-wide state: one object lives as long as anything uses libcurl.
class CurlLibrary {
 public:
  /// Throws std::runtime_error.
  CurlLibrary();
  ~CurlLibrary();
  CurlLibrary(const CurlLibrary&) = delete;
  CurlLibrary& operator=(const CurlLibrary&) = delete;
  CurlLibrary(CurlLibrary&&) = delete;
  CurlLibrary& operator=(CurlLibrary&&) = delete;
};

class CurlMulti {
 public:
  using Done = std::function<void(TransferResult)>;

  /// `connections_max` bounds the connections that are kept open.
  CurlMulti(TransferSettings settings, std::size_t connections_max);
  /// Breaks off what still runs, without calling `done`.
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;
  CurlMulti(CurlMulti&&) = delete;
  CurlMulti& operator=(CurlMulti&&) = delete;

  /// Starts a transfer, within the settings' time or another. `done` is called by a later `run`,
  /// and may start further ones.
  void start(Request request, Done done, std::optional<long> timeout_ms = std::nullopt);

  /// Moves the transfers on: sleeps until one can move, `wake` is called, or `max_ms` have passed.
  void run(DurationMilliseconds max_ms);

  /// Ends the present `run`, or the next one. From any thread.
  void wake() noexcept;

  [[nodiscard]] std::size_t running() const { return running_.size(); }

 private:
  using Steady = std::chrono::steady_clock;

  struct Release {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  struct Running {
    std::unique_ptr<Transfer> transfer;
    Done done;
  };

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* multi,
                       void* is_watched) noexcept;
  static int on_timer(CURLM* curl, long timeout_ms, void* multi) noexcept;
  void watch(curl_socket_t socket, int what, bool is_watched);
  [[nodiscard]] int wait_ms(DurationMilliseconds max_ms) const;
  void act(curl_socket_t socket, std::uint32_t events);
  void expire();
  /// True where a transfer had ended.
  bool finish_ended();
  void finish(CURL* easy, CURLcode code);

  TransferSettings settings_;
  FileDescriptor watched_;  ///< An epoll instance: libcurl's sockets and `woken_`.
  FileDescriptor woken_;    ///< An eventfd.
  std::optional<Steady::time_point> expires_at_;  ///< When libcurl wants to act by itself.
  std::unique_ptr<CURLM, Release> multi_;
  std::unordered_map<CURL*, Running> running_;
  std::vector<std::unique_ptr<Transfer>> spare_;
};

}  // namespace hookstorm::native
