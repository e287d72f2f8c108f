#include "native/dispatcher/dispatcher.hpp"

#include <atomic>
#include <future>
#include <map>

#include <doctest/doctest.h>

#include "native/store/sqlite_store.hpp"
#include "sink.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::answer_of;
using test::Sink;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

/// A dispatcher over a store of its own, with a clock that stands until it is moved.
class Bench {
 public:
  explicit Bench(DispatcherSettings settings = {}) : settings_(std::move(settings)) {
    settings_.transfer.http_targets = HttpTargets::allowed;
    settings_.transfer.addresses = AddressGuard(loopback_networks());
    restart();
  }
  ~Bench() { stop(); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  Bench(Bench&&) = delete;
  Bench& operator=(Bench&&) = delete;

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
    store_ = std::make_unique<SqliteStore>(folder_.file("hookstorm.db"));
    reader_ = store_->open_reader();
    writer_ = std::make_unique<Writer>(*store_, log_);
    dispatcher_ = std::make_unique<Dispatcher>(
        store_->open_reader(), *writer_, [this] { return now_.load(); },
        [](std::span<std::uint8_t> bytes) {
          std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
        },
        settings_, log_);
    dispatcher_->start();
  }

  WebhookKey add_webhook(const std::string& id, const std::string& url) {
    WebhookKey key = 0;
    REQUIRE(test::write(*writer_, [&](Store& store, WebhookRegistry&) {
      key = store.create_webhook(test::webhook(id, url), now_);
    }));
    return key;
  }

  void enqueue(const std::string& id, std::vector<WebhookKey> webhooks) {
    REQUIRE(test::write(*writer_, [&](Store& store, WebhookRegistry&) {
      store.enqueue(test::message(id, now_), {.deliveries = webhooks});
    }));
    dispatcher_->wake();
  }

  void advance(EpochMilliseconds by) {
    now_ += by;
    dispatcher_->wake();
  }

  /// The first delivery of a message, once it has `attempts`.
  StoredDelivery delivery(const std::string& id, std::size_t attempts) {
    const auto end = std::chrono::steady_clock::now() + test::kWaitMax;
    while (true) {
      StoredDelivery delivery = reader_->message(id)->deliveries.at(0);
      if (delivery.attempts.size() >= attempts) {
        return delivery;
      }
      if (std::chrono::steady_clock::now() > end) {
        throw std::runtime_error("Waited in vain for an attempt.");
      }
      // Behind the attempt that is being stored; it ends as soon as the writer is idle.
      test::write(*writer_, [](Store&, WebhookRegistry&) {});
    }
  }

  Dispatcher& dispatcher() { return *dispatcher_; }

 private:
  test::TemporaryFolder folder_;
  DispatcherSettings settings_;
  spdlog::logger log_ = test::quiet_log();
  std::atomic<EpochMilliseconds> now_ = kNow;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<StoreReader> reader_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

}  // namespace

TEST_CASE("dispatcher: delivers what is enqueued, and stores what came back") {
  Sink sink([](const Request&) { return answer_of(200, "thanks"); });
  Bench bench;
  bench.enqueue("msg_1", {bench.add_webhook(test::kFirstId, sink.url())});
  const StoredDelivery delivery = bench.delivery("msg_1", 1);
  CHECK(delivery.progress.state == DeliveryState::delivered);
  CHECK(delivery.attempts[0].status == 200);
  CHECK(delivery.attempts[0].response_body == "thanks");
  CHECK(delivery.attempts[0].attempted_at == kNow);
  CHECK(test::header_of(sink.requests().items()[0], "webhook-id") == "msg_1");
}

TEST_CASE("dispatcher: a failure is tried again when its time has come, until the policy ends") {
  Sink sink([](const Request&) { return answer_of(503); });
  DispatcherSettings settings;
  settings.retry_policy = {.delays = {10'000}, .jitter_permille = 0};
  Bench bench(settings);
  bench.enqueue("msg_1", {bench.add_webhook(test::kFirstId, sink.url())});
  StoredDelivery delivery = bench.delivery("msg_1", 1);
  CHECK(delivery.progress.state == DeliveryState::pending);
  CHECK(delivery.progress.due_at == kNow + 10'000);
  bench.advance(9'999);
  bench.enqueue("msg_2", {});  // The dispatcher has looked again by the time this is committed.
  bench.advance(1);
  delivery = bench.delivery("msg_1", 2);
  CHECK(delivery.progress.state == DeliveryState::exhausted);
  CHECK(delivery.attempts[1].attempted_at == kNow + 10'000);
  CHECK(sink.requests().items().size() == 2);
}

TEST_CASE("dispatcher: a webhook that hangs takes its own slots, and delays nobody else") {
  Sink dead([](const Request&) { return ""; });
  Sink alive([](const Request&) { return answer_of(204); });
  DispatcherSettings settings;
  settings.in_flight_max = 4;
  settings.in_flight_per_webhook_max = 2;
  Bench bench(settings);
  const WebhookKey hanging = bench.add_webhook(test::kFirstId, dead.url());
  const WebhookKey living = bench.add_webhook(test::kSecondId, alive.url());
  for (int i = 0; i < 20; ++i) {
    bench.enqueue("msg_hanging_" + std::to_string(i), {hanging});
  }
  dead.requests().wait_for(2);
  for (int i = 0; i < 20; ++i) {
    bench.enqueue("msg_" + std::to_string(i), {living});
  }
  alive.requests().wait_for(20);
  CHECK(dead.requests().items().size() == 2);
}

TEST_CASE("dispatcher: each delivery is sent once, however often it is woken") {
  Sink sink([](const Request&) { return answer_of(200); });
  Bench bench;
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  constexpr std::size_t kCount = 100;
  for (std::size_t i = 0; i < kCount; ++i) {
    bench.enqueue("msg_" + std::to_string(i), {webhook});
    bench.dispatcher().wake();
  }
  for (std::size_t i = 0; i < kCount; ++i) {
    bench.delivery("msg_" + std::to_string(i), 1);
  }
  std::map<std::string, int> times;
  for (const Request& request : sink.requests().items()) {
    ++times[test::header_of(request, "webhook-id")];
  }
  CHECK(times.size() == kCount);
  CHECK(sink.requests().items().size() == kCount);
}

TEST_CASE("dispatcher: what was in flight when it ended is sent again after a restart") {
  std::atomic<bool> answers = false;
  Sink sink([&](const Request&) { return answers ? answer_of(200) : ""; });
  Bench bench;
  bench.enqueue("msg_1", {bench.add_webhook(test::kFirstId, sink.url())});
  sink.requests().wait_for(1);
  answers = true;
  bench.restart();
  const StoredDelivery delivery = bench.delivery("msg_1", 1);
  CHECK(delivery.progress.state == DeliveryState::delivered);
  CHECK(delivery.attempts.size() == 1);
  const std::vector<Request> requests = sink.requests().items();
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].body == requests[1].body);
}

TEST_CASE("dispatcher: draining lets what is in flight end, and starts nothing more") {
  std::promise<void> gate;
  std::shared_future<void> opened = gate.get_future().share();
  Sink sink([opened](const Request&) {
    opened.wait();
    return answer_of(200);
  });
  DispatcherSettings settings;
  settings.in_flight_per_webhook_max = 1;
  Bench bench(settings);
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.enqueue("msg_1", {webhook});
  bench.enqueue("msg_2", {webhook});
  test::Arrivals<bool> drained;
  // The sink holds its answer back, so the first is in flight or not begun.
  bench.dispatcher().drain(test::kWaitMax, [&] { drained.add(true); });
  gate.set_value();
  drained.wait_for(1);
  CHECK(sink.requests().items().size() <= 1);
  CHECK(bench.delivery("msg_2", 0).attempts.empty());
}

TEST_CASE("dispatcher: draining ends at its grace, and the delivery stays pending") {
  Sink sink([](const Request&) { return ""; });
  Bench bench;
  bench.enqueue("msg_1", {bench.add_webhook(test::kFirstId, sink.url())});
  sink.requests().wait_for(1);
  test::Arrivals<bool> drained;
  bench.dispatcher().drain(std::chrono::milliseconds(1), [&] { drained.add(true); });
  drained.wait_for(1);
  CHECK(bench.delivery("msg_1", 0).progress.state == DeliveryState::pending);
  CHECK(bench.delivery("msg_1", 0).attempts.empty());
}
