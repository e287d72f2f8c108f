// Transfers of one setting at once, over connections that are kept and used again.
// Easy to get wrong: libcurl says which sockets to watch and until when, so that a round costs as
// much as what happens in it, not as what is under way.
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

#include "native/sender/transfer.hpp"

namespace hookstorm::native {

/// What the data of an epoll event says: which multi's socket it is about.
struct WatchedSocket {
  std::uint32_t tag = 0;
  curl_socket_t socket = 0;

  [[nodiscard]] static WatchedSocket of(std::uint64_t data);
  [[nodiscard]] std::uint64_t data() const;
};

class CurlMulti {
 public:
  using Done = std::function<void(TransferResult)>;
  using Steady = std::chrono::steady_clock;

  /// The sockets to watch are added to the epoll instance `watched`, each as a WatchedSocket with
  /// `tag`. `connections_max` bounds the
  /// connections that are kept open. Throws std::runtime_error.
  CurlMulti(TransferSettings settings, std::size_t connections_max, int watched, std::uint32_t tag);
  /// Breaks off what still runs, without calling `done`.
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;
  CurlMulti(CurlMulti&&) = delete;
  CurlMulti& operator=(CurlMulti&&) = delete;

  /// Starts a transfer, within the settings' time or another. `done` is called by a later
  /// `finish_ended`.
  void start(Request request, Done done, std::optional<long> timeout_ms);

  /// One of its sockets is ready for `events`, as epoll names them.
  void act(curl_socket_t socket, std::uint32_t events);
  /// Acts where `expires_at` is over.
  void expire();
  /// When libcurl wants to act by itself.
  [[nodiscard]] std::optional<Steady::time_point> expires_at() const { return expires_at_; }
  /// True where a transfer had ended.
  bool finish_ended();

  [[nodiscard]] std::uint32_t tag() const { return tag_; }
  [[nodiscard]] std::size_t running() const { return running_.size(); }

 private:
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
  void finish(CURL* easy, CURLcode code);

  TransferSettings settings_;
  int watched_;
  std::uint32_t tag_;
  std::optional<Steady::time_point> expires_at_;
  std::unique_ptr<CURLM, Release> multi_;
  std::unordered_map<CURL*, Running> running_;
  std::vector<std::unique_ptr<Transfer>> spare_;
};

}  // namespace hookstorm::native
