// Sends many requests at once on one thread, by settings that may change meanwhile.
// Easy to get wrong: only `wake` may be called from another thread; and a request ends by the
// settings that it began with, on connections that no later one uses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/delivery/retry_policy.hpp"
#include "native/sender/curl_multi.hpp"
#include "native/sender/transfer.hpp"
#include "native/system/file_descriptor.hpp"

namespace hookstorm::native {

class Sender {
 public:
  using Done = CurlMulti::Done;

  /// `connections_max` bounds the connections that are kept open. Throws std::runtime_error.
  Sender(TransferSettings settings, std::size_t connections_max);

  /// Starts a request, within the settings' time or another. `done` is called by a later `run`,
  /// and may start further ones. What still runs when the sender ends is broken off, without
  /// calling `done`.
  void start(Request request, Done done, std::optional<long> timeout_ms = std::nullopt);

  /// For requests that are started from here on. Files that the settings name are read anew.
  /// Throws std::runtime_error; then nothing has changed.
  void use(TransferSettings settings);

  /// Moves the requests on: sleeps until one can move, `wake` is called, or `max_ms` have passed.
  void run(DurationMilliseconds max_ms);

  /// Sends one request and waits for its end.
  [[nodiscard]] TransferResult send(Request request, long timeout_ms);

  /// Ends the present `run`, or the next one. From any thread.
  void wake() noexcept;

  [[nodiscard]] std::size_t running() const;

 private:
  [[nodiscard]] std::unique_ptr<CurlMulti> multi_of(TransferSettings settings);
  [[nodiscard]] int wait_ms(DurationMilliseconds max_ms) const;
  void act(std::uint64_t data, std::uint32_t events);
  /// True where a request had ended.
  bool move_on();

  std::size_t connections_max_;
  FileDescriptor watched_;  ///< An epoll instance: libcurl's sockets and `woken_`.
  FileDescriptor woken_;    ///< An eventfd.
  std::uint32_t next_tag_ = 1;
  /// The last one has the present settings; those before run until their requests have ended.
  std::vector<std::unique_ptr<CurlMulti>> multis_;
};

}  // namespace hookstorm::native
