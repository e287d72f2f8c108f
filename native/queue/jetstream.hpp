// A stream of NATS JetStream, read by a durable pull consumer, and where dead letters go.
// Easy to get wrong: what is not acknowledged comes again, after the consumer's time for that; and
// libnats may be asked to acknowledge from any thread, but to fetch from one alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <nats/nats.h>

#include "core/request/request.hpp"

namespace hookstorm::native {

/// The queue cannot be reached, lacks something, or refuses it; a sentence for people without a
/// full stop.
class QueueError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct JetStreamSettings {
  std::string url;               ///< `nats://HOST:PORT`, or `tls://…`; may hold credentials.
  std::string credentials_file;  ///< As the NATS tools make them; empty: none.
  std::string ca_bundle;         ///< A PEM file, in place of the system's; empty: the system's.
  std::string stream;            ///< There already.
  std::string consumer = "hookstorm";  ///< Durable; made where it is missing.

  friend bool operator==(const JetStreamSettings&, const JetStreamSettings&) = default;
};

/// One connection.
class JetStream : public std::enable_shared_from_this<JetStream> {
 public:
  /// A message that was fetched. It keeps the connection.
  class Message {
   public:
    Message(std::shared_ptr<JetStream> stream, natsMsg* message);

    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] std::string_view subject() const;
    /// Names it for good: by the stream and what its publisher called it (`Nats-Msg-Id`), else by
    /// its place in the stream and when that took it, since a stream may be made anew.
    [[nodiscard]] std::string identity() const;
    [[nodiscard]] std::uint64_t sequence() const { return sequence_; }

    /// It is done with. From any thread, like the next one.
    void acknowledge() const noexcept;
    /// It is to come again, after a while.
    void put_back(std::chrono::milliseconds wait) const noexcept;

   private:
    struct Release {
      void operator()(natsMsg* message) const { natsMsg_Destroy(message); }
    };

    std::shared_ptr<JetStream> stream_;
    std::unique_ptr<natsMsg, Release> message_;
    std::uint64_t sequence_ = 0;
    std::int64_t taken_at_ns_ = 0;  ///< By the stream; nanoseconds since the epoch.
  };

  /// Connects, and makes the consumer where it is missing. To be owned by a shared_ptr. Throws
  /// QueueError.
  explicit JetStream(const JetStreamSettings& settings);
  ~JetStream();
  JetStream(const JetStream&) = delete;
  JetStream& operator=(const JetStream&) = delete;
  JetStream(JetStream&&) = delete;
  JetStream& operator=(JetStream&&) = delete;

  /// Waits for messages, at most so many; none where the wait is over or was ended. Throws
  /// QueueError where the consumer is gone.
  [[nodiscard]] std::vector<Message> fetch(std::size_t count, std::chrono::milliseconds wait);

  /// Stores a message under another subject, once for the same `identity`. Throws QueueError where
  /// no stream has taken it.
  void publish(const std::string& subject, std::string_view text,
               const std::vector<Header>& headers, const std::string& identity);

  /// Ends the present `fetch`, and those to come. From any thread.
  void end_fetching() noexcept;

 private:
  struct ReleaseOptions {
    void operator()(natsOptions* options) const { natsOptions_Destroy(options); }
  };
  struct ReleaseConnection {
    void operator()(natsConnection* connection) const { natsConnection_Destroy(connection); }
  };
  struct ReleaseContext {
    void operator()(jsCtx* context) const { jsCtx_Destroy(context); }
  };
  struct ReleaseSubscription {
    void operator()(natsSubscription* subscription) const {
      natsSubscription_Destroy(subscription);
    }
  };

  void connect(const JetStreamSettings& settings);
  /// The subject that the consumer filters by; of one that does not, the wildcard of all.
  [[nodiscard]] std::string find_or_make_consumer(const JetStreamSettings& settings);
  void subscribe(const JetStreamSettings& settings);
  /// A server says nothing where it is asked for messages of a consumer that is gone. Throws
  /// QueueError where it is.
  void check_consumer();

  std::string name_;  ///< The stream's.
  std::string consumer_;
  std::unique_ptr<natsConnection, ReleaseConnection> connection_;
  std::unique_ptr<jsCtx, ReleaseContext> context_;
  std::unique_ptr<natsSubscription, ReleaseSubscription> subscription_;
};

}  // namespace hookstorm::native
