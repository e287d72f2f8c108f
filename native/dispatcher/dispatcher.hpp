// The thread that sends: takes due deliveries from the store, renders, signs and sends them, and
// has what came back stored. It sleeps until the next due time or a wake-up. Easy to get wrong: a
// delivery keeps its slot until its attempt is committed, or it would be found due, and sent, a
// second time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <spdlog/logger.h>

#include "core/delivery/delivery.hpp"
#include "native/crypto/cryptography.hpp"
#include "native/dispatcher/known_webhooks.hpp"
#include "native/dispatcher/slots.hpp"
#include "native/sender/curl_multi.hpp"
#include "native/store/store.hpp"
#include "native/store/writer.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {

struct DispatcherSettings {
  static constexpr std::size_t kInFlightMax = 256;
  static constexpr std::size_t kInFlightPerWebhookMax = Pacing::kConcurrencyMax;

  DeliveryRules rules;  ///< Their retry policy is that of webhooks without one.
  TransferSettings transfer;
  std::size_t in_flight_max = kInFlightMax;
  std::size_t in_flight_per_webhook_max = kInFlightPerWebhookMax;
};

class Dispatcher {
 public:
  /// `writer` is stopped after `stop` and before the dispatcher is destroyed.
  Dispatcher(std::unique_ptr<StoreReader> reader, Writer& writer, Clock clock, RandomBytes random,
             DispatcherSettings settings, spdlog::logger& log);
  ~Dispatcher();
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;
  Dispatcher(Dispatcher&&) = delete;
  Dispatcher& operator=(Dispatcher&&) = delete;

  /// Begins to send. Once.
  void start();

  /// Something may have become due: from any thread.
  void wake() noexcept;

  /// Starts no more deliveries, and ends when those in flight are stored or `grace` is over; what
  /// is broken off then is due again at the next start. `on_drained` is called on the dispatcher's
  /// thread.
  void drain(std::chrono::milliseconds grace, std::function<void()> on_drained);

  /// Breaks off what is in flight and ends the thread.
  void stop();

 private:
  using Steady = std::chrono::steady_clock;

  /// What other threads tell the dispatcher.
  struct Report {
    DeliveryKey delivery = 0;
    bool committed = false;
  };
  struct Mail {
    bool woken = true;
    std::vector<Report> reports;
    std::optional<Steady::time_point> drain_until;
  };
  struct Sending {
    DeliveryKey delivery = 0;
    WebhookKey webhook = 0;
    std::string message_id;
    std::int64_t webhook_revision = 1;
    std::int64_t health_resets = 0;  ///< When it began.
    DeliveryProgress progress;
    EpochMilliseconds attempted_at = 0;
  };

  void run();
  void step();
  void take_mail();
  [[nodiscard]] bool finished() const;
  [[nodiscard]] DurationMilliseconds sleep_ms() const;
  void pause(const char* reason);

  void start_due();
  void start_webhook(const DueOverview::DueWebhook& due, EpochMilliseconds now, std::size_t count);
  [[nodiscard]] bool may_start(WebhookKey key, const KnownWebhook& webhook, EpochMilliseconds now);
  void start_delivery(const DueDelivery& delivery, WebhookKey key, const KnownWebhook& webhook);
  void finish_attempt(const Sending& sending, TransferResult result, bool was_sent);
  /// Takes the health over, and says whether it is to be stored.
  bool take_health(KnownWebhook& webhook, const Sending& sending, const WebhookHealth& health);
  void log_attempt(const Sending& sending, const KnownWebhook& webhook,
                   const AttemptRecord& attempt, const DeliveryProgress& next);

  std::unique_ptr<StoreReader> reader_;
  Writer& writer_;
  Clock clock_;
  RandomBytes random_;
  DispatcherSettings settings_;
  spdlog::logger& log_;

  CurlMulti multi_;
  Cryptography cryptography_;
  Slots slots_;
  KnownWebhooks webhooks_;
  WebhookKey last_served_ = 0;
  bool look_needed_ = true;  ///< Something may be due that was not when last looked.
  std::optional<EpochMilliseconds> next_due_;
  std::optional<Steady::time_point> paused_until_;
  std::optional<Steady::time_point> drain_until_;
  std::function<void()> on_drained_;

  std::mutex mutex_;
  Mail mail_;  ///< Guarded by `mutex_`.
  std::thread thread_;
};

}  // namespace hookstorm::native
