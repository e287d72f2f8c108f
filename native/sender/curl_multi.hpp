// Many transfers at once on one thread, over connections that are kept and used again.
// Only `wake` may be called from another thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <curl/curl.h>

#include "core/delivery/retry_policy.hpp"
#include "native/sender/transfer.hpp"

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

  /// Starts a transfer, within the settings' time or another. `done` is called by a later
  /// `perform`, and may start further ones.
  void start(Request request, Done done, std::optional<long> timeout_ms = std::nullopt);

  /// Moves the transfers on as far as they go without waiting.
  void perform();

  /// Sleeps until a transfer can move on, `wake` is called, or `max_ms` have passed.
  void wait(DurationMilliseconds max_ms);

  /// Ends the present wait, or the next one. From any thread.
  void wake() noexcept;

  [[nodiscard]] std::size_t running() const { return running_.size(); }

 private:
  struct Release {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  struct Running {
    std::unique_ptr<Transfer> transfer;
    Done done;
  };

  void finish(CURL* easy, CURLcode code);

  TransferSettings settings_;
  std::unique_ptr<CURLM, Release> multi_;
  std::unordered_map<CURL*, Running> running_;
  std::vector<std::unique_ptr<Transfer>> spare_;
};

}  // namespace hookstorm::native
