// The dispatcher over a real store and real connections, with a clock and chance of the test's own.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "native/dispatcher/dispatcher.hpp"
#include "native/engine/webhook_changes.hpp"
#include "native/store/sqlite_store.hpp"
#include "sink.hpp"

namespace hookstorm::native::test {

inline constexpr EpochMilliseconds kNow = 1'700'000'000'000;

/// Fills with zeros, so that jitter takes the shortest waits.
inline void no_chance(std::span<std::uint8_t> bytes) {
  std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
}

/// Takes attempts for its own that were begun under the number that `peers` say.
class BenchStore : public SqliteStore {
 public:
  /// `peers` may be null, and outlive it.
  BenchStore(const std::string& file, const Peers* peers) : SqliteStore(file), peers_(peers) {}

  [[nodiscard]] std::int64_t incarnation() const override {
    return peers_ == nullptr ? 0 : peers_->incarnation();
  }
  EnqueuedMessage enqueue(const NewMessage& message, const Matching& matching) override {
    EnqueuedMessage enqueued = SqliteStore::enqueue(message, matching);
    enqueued.incarnation = incarnation();
    return enqueued;
  }

 private:
  const Peers* peers_;
};

/// A dispatcher over a store of its own, with a clock that stands until it is moved.
class DispatcherBench {
 public:
  /// `peers` outlive it.
  explicit DispatcherBench(DispatcherSettings settings = {}, RandomBytes random = no_chance,
                           Peers* peers = nullptr)
      : settings_(std::move(settings)), random_(std::move(random)), peers_(peers) {
    settings_.sending.transfer.http_targets = HttpTargets::allowed;
    settings_.sending.transfer.addresses = AddressGuard(loopback_networks());
    restart();
  }
  ~DispatcherBench() { stop(); }
  DispatcherBench(const DispatcherBench&) = delete;
  DispatcherBench& operator=(const DispatcherBench&) = delete;
  DispatcherBench(DispatcherBench&&) = delete;
  DispatcherBench& operator=(DispatcherBench&&) = delete;

  void stop() {
    dispatcher_->stop();
    writer_->stop();
  }

  void restart() {
    if (dispatcher_) {
      stop();
    }
    dispatcher_.reset();
    writer_.reset();
    store_.reset();
    store_ = std::make_unique<BenchStore>(folder_.file("hookstorm.db"), peers_);
    reader_ = store_->open_reader();
    writer_ = std::make_unique<Writer>(*store_, log_);
    dispatcher_ = std::make_unique<Dispatcher>(
        store_->open_reader(), *writer_, [this] { return now_.load(); }, random_, settings_, log_,
        peers_);
    dispatcher_->start();
  }

  WebhookKey add_webhook(const std::string& id, const std::string& url) {
    return add_webhook(webhook(id, url));
  }

  WebhookKey add_webhook(const Webhook& webhook) {
    WebhookKey key = 0;
    REQUIRE(write(*writer_, [&](Store& store, WebhookRegistry& registry) {
      key = store.create_webhook(kDefaultWorkspace, webhook, now_);
      registry.put({.key = key, .workspace = kDefaultWorkspace, .webhook = webhook});
    }));
    dispatcher_->wake();
    return key;
  }

  /// Accepts a message, and hands its deliveries over.
  void enqueue(const std::string& id, const std::vector<WebhookKey>& webhooks) {
    dispatcher_->hand_over(stored(id, webhooks));
  }

  /// Accepts a message without handing it over, as before a start.
  AcceptedDeliveries stored(const std::string& id, const std::vector<WebhookKey>& webhooks) {
    const NewMessage accepted = message(id, now_);
    EnqueuedMessage enqueued;
    REQUIRE(write(*writer_, [&](Store& store, WebhookRegistry&) {
      enqueued = store.enqueue(accepted, {.deliveries = webhooks});
    }));
    return accepted_deliveries(accepted, enqueued, webhooks);
  }

  void advance(EpochMilliseconds by) {
    now_ += by;
    dispatcher_->wake();
  }

  /// Once this returns, the dispatcher has looked for what is due now, and started it: what it
  /// started for a webhook of ours has come in.
  void settle() {
    for (int i = 0; i < 2; ++i) {
      const std::string id = "msg_probe_" + std::to_string(++probes_);
      if (probe_ == 0) {
        probe_ = add_webhook(kProbeId, probe_sink_.url());
      }
      enqueue(id, {probe_});
      delivery(id, 1);
    }
  }

  /// Changes a webhook as the API does, and waits until it is stored.
  void change(const std::string& id, const std::function<void(Webhook&)>& change) {
    WebhookChanges changes(
        *writer_, [this] { return now_.load(); }, random_, [this] { dispatcher_->wake(); });
    Arrivals<bool> stored;
    REQUIRE(changes.update(
        open_caller(), id,
        [&](const Webhook& webhook) {
          Webhook changed = webhook;
          change(changed);
          return Result<Webhook>(std::move(changed));
        },
        [&](const ChangeOutcome& outcome) {
          stored.add(outcome.kind == ChangeOutcome::Kind::stored);
        }));
    REQUIRE(stored.wait_for(1)[0]);
  }

  /// Deletes a webhook as the API does, and waits until that is stored.
  void remove(const std::string& id) {
    WebhookChanges changes(
        *writer_, [this] { return now_.load(); }, random_, [this] { dispatcher_->wake(); });
    Arrivals<bool> stored;
    REQUIRE(changes.remove(open_caller(), id, [&](const ChangeOutcome& outcome) {
      stored.add(outcome.kind == ChangeOutcome::Kind::stored);
    }));
    REQUIRE(stored.wait_for(1)[0]);
  }

  /// The first delivery of a message, once it has `attempts`.
  StoredDelivery delivery(const std::string& id, std::size_t attempts) {
    const auto end = std::chrono::steady_clock::now() + kWaitMax;
    while (true) {
      StoredDelivery delivery = reader_->message(kDefaultWorkspace, id)->deliveries.at(0);
      if (delivery.attempts.size() >= attempts) {
        return delivery;
      }
      if (std::chrono::steady_clock::now() > end) {
        throw std::runtime_error("Waited in vain for an attempt.");
      }
      // Behind the attempt that is being stored; it ends as soon as the writer is idle.
      write(*writer_, [](Store&, WebhookRegistry&) {});
    }
  }

  EpochMilliseconds now() const { return now_; }
  std::string database() const { return folder_.file("hookstorm.db"); }
  spdlog::logger& log() { return log_; }
  StoreReader& reader() { return *reader_; }
  Writer& writer() { return *writer_; }
  Dispatcher& dispatcher() { return *dispatcher_; }

 private:
  static inline const std::string kProbeId = "00000000-0000-4000-8000-0000000000ff";

  TemporaryFolder folder_;
  DispatcherSettings settings_;
  RandomBytes random_;
  Peers* peers_;
  Sink probe_sink_{[](const Request&) { return answer_of(204); }};
  WebhookKey probe_ = 0;
  int probes_ = 0;
  spdlog::logger log_ = quiet_log();
  std::atomic<EpochMilliseconds> now_ = kNow;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<StoreReader> reader_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

}  // namespace hookstorm::native::test
