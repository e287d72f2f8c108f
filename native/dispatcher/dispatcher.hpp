// The thread that sends: starts what waits, webhook by webhook in turns, renders, signs and sends
// it, and has what came back stored. It sleeps until something is handed over, ends or falls due.
// Easy to get wrong: a delivery stays under way until its attempt is committed, or the store would
// still show it as pending, and it would be sent a second time.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <spdlog/logger.h>

#include "core/delivery/delivery.hpp"
#include "native/crypto/cryptography.hpp"
#include "native/dispatcher/lanes.hpp"
#include "native/dispatcher/mailbox.hpp"
#include "native/dispatcher/sending_settings.hpp"
#include "native/dispatcher/slots.hpp"
#include "native/dispatcher/stored_messages.hpp"
#include "native/dispatcher/turns.hpp"
#include "native/metrics/metrics.hpp"
#include "native/sender/sender.hpp"
#include "native/store/peers.hpp"
#include "native/store/store.hpp"
#include "native/store/writer.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {

struct DispatcherSettings {
  static constexpr std::size_t kInFlightMax = 512;
  static constexpr std::size_t kInFlightPerWebhookMax = Pacing::kConcurrencyMax;
  /// Beyond those in use they are kept for later, for about 80 KB each with TLS: with fewer than
  /// there are receivers, each request would begin with a handshake.
  static constexpr std::size_t kConnectionsMax = 2048;

  SendingSettings sending;
  std::size_t in_flight_max = kInFlightMax;
  std::size_t in_flight_per_webhook_max = kInFlightPerWebhookMax;
  std::size_t connections_max = kConnectionsMax;
  /// Hears of each attempt when it has ended, on the dispatcher's thread.
  std::function<void(const AttemptFigures&)> on_attempt = {};
};

class Dispatcher {
 public:
  /// `writer` is stopped after `stop` and before the dispatcher is destroyed. `peers` is null where
  /// nobody else works on the store.
  Dispatcher(std::unique_ptr<StoreReader> reader, Writer& writer, Clock clock, RandomBytes random,
             DispatcherSettings settings, spdlog::logger& log, Peers* peers = nullptr);
  ~Dispatcher();
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;
  Dispatcher(Dispatcher&&) = delete;
  Dispatcher& operator=(Dispatcher&&) = delete;

  /// Begins to send. Once.
  void start();

  /// Takes over deliveries that are committed; in the order of their commits. From any thread.
  void hand_over(AcceptedDeliveries deliveries);

  /// Webhooks have changed, or the clock was set. From any thread.
  void wake();

  /// For requests that are started from here on, and for what becomes of attempts that end from
  /// here on. From any thread.
  void use(SendingSettings settings);

  /// Deliveries of these webhooks were sent again or cancelled, which is committed. From any
  /// thread.
  void look_again(const std::vector<WebhookKey>& webhooks);

  /// Others have let go of work, or left some free. From any thread.
  void hear(const PeerNews& news);

  /// Starts no more deliveries, and ends when those in flight are stored or `grace` is over; what
  /// is broken off then is due again at the next start. `on_drained` is called on the dispatcher's
  /// thread.
  void drain(std::chrono::milliseconds grace, std::function<void()> on_drained);

  /// Breaks off what is in flight and ends the thread.
  void stop();

  /// From any thread.
  [[nodiscard]] std::size_t requests_under_way() const { return requests_; }

 private:
  using Steady = std::chrono::steady_clock;

  /// An attempt under way.
  struct Sending {
    DeliveryKey delivery = 0;
    WebhookKey webhook = 0;
    std::string message_id;
    std::int64_t webhook_revision = 1;
    std::int64_t incarnation = 0;  ///< When it began, as the next.
    std::int64_t health_resets = 0;
    DeliveryProgress progress;
    std::uint32_t attempts_before = 0;  ///< It was last sent again.
    EpochMilliseconds attempted_at = 0;

    [[nodiscard]] bool is_retry() const { return attempts_before + progress.attempts > 0; }
  };

  void run();
  void step();
  void look_at_clock();
  void look_at_peers();
  void line_up(const std::vector<WebhookKey>& webhooks);
  void take_news(const Mail& mail);
  /// Whether the webhook's deliveries are for this process to send.
  [[nodiscard]] bool is_ours(WebhookKey key, Lane& lane);
  void bring_forward();
  void take_mail();
  void take_brought_forward(const Mail& mail);
  void take_outcome(const Mail::Outcome& outcome);
  void take_accepted(const AcceptedDeliveries& accepted);
  void take_webhooks();
  void take_settings(const SendingSettings& settings);
  [[nodiscard]] bool finished() const;
  [[nodiscard]] bool is_paused() const;
  /// What has ended is being stored.
  [[nodiscard]] bool is_keeping_up() const;
  [[nodiscard]] DurationMilliseconds sleep_ms() const;
  void pause(const char* reason);

  void start_waiting();
  void take_turn(WebhookKey key, Lane& lane, EpochMilliseconds now);
  void start_delivery(const WaitingDelivery& delivery, WebhookKey key, Lane& lane);
  /// The request, or why none can be sent.
  [[nodiscard]] std::variant<Request, std::string> request_for(const Sending& sending,
                                                               const AcceptedMessage& message,
                                                               const Webhook& webhook);
  void send(Request request, const Sending& sending, const Lane& lane);
  /// The request is no longer under way.
  void release(const Sending& sending);
  void finish_attempt(const Sending& sending, TransferResult result, bool was_sent);
  void store_finished();
  /// Takes the health over, and says whether it is to be stored.
  bool take_health(Lane& lane, const Sending& sending, const WebhookHealth& health);

  std::unique_ptr<StoreReader> reader_;
  Writer& writer_;
  Clock clock_;
  RandomBytes random_;
  DispatcherSettings settings_;
  spdlog::logger& log_;
  Peers* peers_;
  std::int64_t incarnation_ = 0;  ///< Under which the lanes hold what they hold.

  Sender sender_;
  Cryptography cryptography_;
  Slots slots_;
  StoredMessages messages_;
  Lanes lanes_;
  Turns turns_;
  FinishedAttempts finished_;  ///< Since the last hand-over to the writer.
  std::atomic<std::size_t> requests_ = 0;
  std::size_t uncommitted_ = 0;  ///< Attempts that ended and are not known to be stored.
  std::deque<Steady::time_point> handed_over_at_;  ///< Each part of them, to the writer.
  std::optional<Steady::time_point> paused_until_;
  EpochMilliseconds last_look_ = kEarliestMoment;  ///< At the clock.
  DurationMilliseconds set_back_ms_ = 0;  ///< Of the clock; what is stored does not know yet.
  std::optional<Steady::time_point> drain_until_;

  Mailbox mailbox_;
  std::mutex mutex_;
  std::function<void()> on_drained_;  ///< Guarded by `mutex_`.
  std::thread thread_;
};

}  // namespace hookstorm::native
