#include "native/dispatcher/dispatcher.hpp"

#include <atomic>
#include <future>
#include <map>

#include <spdlog/sinks/base_sink.h>

#include "dispatcher_bench.hpp"
#include "native/store/sqlite/database.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::answer_of;
using test::DispatcherBench;
using test::kNow;
using test::Sink;

namespace {

/// What is logged, as it is.
class HeardLog : public spdlog::sinks::base_sink<std::mutex> {
 public:
  test::Arrivals<std::string> lines;

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    lines.add(std::string(message.payload.data(), message.payload.size()));
  }
  void flush_() override {}
};

}  // namespace

TEST_CASE("dispatcher: delivers what is enqueued, and stores what came back") {
  Sink sink([](const Request&) { return answer_of(200, "thanks"); });
  DispatcherBench bench;
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
  settings.sending.rules.retry = {.delays = {10'000}, .jitter_percent = 0};
  DispatcherBench bench(settings);
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
  settings.in_flight_max = 32;
  settings.in_flight_per_webhook_max = 2;
  DispatcherBench bench(settings);
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
  DispatcherBench bench;
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

TEST_CASE("dispatcher: where nothing can be stored, little is sent that would be sent again") {
  constexpr std::size_t kCount = 1500;
  constexpr std::size_t kSentMax = 512 + Pacing::kConcurrencyMax;
  std::promise<void> gate;
  Sink sink([](const Request&) { return answer_of(200); });
  DispatcherBench bench;
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.settle();
  std::vector<AcceptedDeliveries> accepted;
  for (std::size_t i = 0; i < kCount; ++i) {
    accepted.push_back(bench.stored("msg_" + std::to_string(i), {webhook}));
  }
  test::Arrivals<bool> stored;
  bench.writer().submit(
      {.run = [opened = gate.get_future().share()](Store&, WebhookRegistry&) { opened.wait(); },
       .done = [&](bool committed) { stored.add(committed); }});
  for (const AcceptedDeliveries& each : accepted) {
    bench.dispatcher().hand_over(each);
  }
  // Until it has come to rest, as far as can be seen.
  std::size_t sent = sink.requests().wait_for(1).size();
  for (int seen = 0; seen < 100; ++seen) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const std::size_t now = sink.requests().items().size();
    seen = now == sent ? seen : 0;
    sent = now;
  }
  CHECK(sent <= kSentMax);
  gate.set_value();
  CHECK(stored.wait_for(1)[0]);
  for (std::size_t i = 0; i < kCount; ++i) {
    bench.delivery("msg_" + std::to_string(i), 1);
  }
  CHECK(sink.requests().items().size() == kCount);
}

TEST_CASE("dispatcher: what was in flight when it ended is sent again after a restart") {
  std::atomic<bool> answers = false;
  Sink sink([&](const Request&) { return answers ? answer_of(200) : ""; });
  DispatcherBench bench;
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
  DispatcherBench bench(settings);
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
  DispatcherBench bench;
  bench.enqueue("msg_1", {bench.add_webhook(test::kFirstId, sink.url())});
  sink.requests().wait_for(1);
  test::Arrivals<bool> drained;
  bench.dispatcher().drain(std::chrono::milliseconds(1), [&] { drained.add(true); });
  drained.wait_for(1);
  CHECK(bench.delivery("msg_1", 0).progress.state == DeliveryState::pending);
  CHECK(bench.delivery("msg_1", 0).attempts.empty());
}

TEST_CASE(
    "dispatcher: what was stored before it started is sent, also where nothing is handed over") {
  Sink sink([](const Request&) { return answer_of(200); });
  DispatcherBench bench;
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  constexpr std::size_t kCount = 3 * WaitingDeliveries::kReadMax;
  for (std::size_t i = 0; i < kCount; ++i) {
    static_cast<void>(bench.stored("msg_" + std::to_string(i), {webhook}));
  }
  bench.restart();
  for (std::size_t i = 0; i < kCount; ++i) {
    CHECK(bench.delivery("msg_" + std::to_string(i), 1).progress.state == DeliveryState::delivered);
  }
  CHECK(sink.requests().items().size() == kCount);
}

TEST_CASE("dispatcher: a delivery whose message could not be read is sent once it can") {
  Sink sink([](const Request&) { return answer_of(200); });
  DispatcherBench bench;
  const auto log = std::make_shared<HeardLog>();
  bench.log().sinks().push_back(log);
  Webhook disabled = test::webhook(test::kFirstId, sink.url());
  disabled.enabled = false;
  static_cast<void>(bench.stored("msg_1", {bench.add_webhook(disabled)}));
  sqlite::Database file(bench.database(), sqlite::Access::write);
  file.execute("ALTER TABLE messages RENAME TO messages_away");
  bench.change(test::kFirstId, [](Webhook& webhook) { webhook.enabled = true; });
  CHECK(log->lines.wait_for(1)[0].find("no such table: messages") != std::string::npos);
  file.execute("ALTER TABLE messages_away RENAME TO messages");
  CHECK(bench.delivery("msg_1", 1).progress.state == DeliveryState::delivered);
}

TEST_CASE("dispatcher: a webhook's retries keep no first attempt of its own waiting") {
  std::atomic<bool> is_down = true;
  test::Arrivals<bool> reached;
  std::promise<void> gate;
  Sink sink([&, opened = gate.get_future().share()](const Request&) {
    if (is_down) {
      return answer_of(500);
    }
    reached.add(true);
    opened.wait();
    return answer_of(200);
  });
  DispatcherSettings settings;
  settings.sending.rules.retry = {.delays = {1'000}, .jitter_percent = 0};
  settings.in_flight_per_webhook_max = 1;
  DispatcherBench bench(settings);
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  for (int i = 0; i < 5; ++i) {
    bench.enqueue("msg_old_" + std::to_string(i), {webhook});
    bench.delivery("msg_old_" + std::to_string(i), 1);
  }
  is_down = false;
  bench.advance(1'000);
  reached.wait_for(1);  // The first retry holds the only slot.
  bench.enqueue("msg_new", {webhook});
  bench.settle();
  gate.set_value();
  const std::vector<Request> requests = sink.requests().wait_for(7);
  CHECK(test::header_of(requests[6], "webhook-id") == "msg_new");
}

TEST_CASE("dispatcher: a webhook that was disabled sends what waited once it is enabled again") {
  Sink sink([](const Request&) { return answer_of(200); });
  DispatcherBench bench;
  Webhook webhook = test::webhook(test::kFirstId, sink.url());
  webhook.enabled = false;
  const WebhookKey key = bench.add_webhook(webhook);
  bench.enqueue("msg_1", {key});
  bench.settle();
  CHECK(sink.requests().items().empty());
  bench.change(test::kFirstId, [](Webhook& changed) { changed.enabled = true; });
  CHECK(bench.delivery("msg_1", 1).progress.state == DeliveryState::delivered);
  CHECK(bench.delivery("msg_1", 1).attempts[0].webhook_revision == 2);
}

TEST_CASE(
    "dispatcher: an attempt under way when its webhook is deleted is stored and revives nothing") {
  test::Arrivals<bool> reached;
  std::promise<void> gate;
  Sink sink([&, opened = gate.get_future().share()](const Request&) {
    reached.add(true);
    opened.wait();
    return answer_of(500);
  });
  DispatcherBench bench;
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.enqueue("msg_1", {webhook});
  reached.wait_for(1);
  bench.remove(test::kFirstId);
  bench.settle();
  gate.set_value();
  const StoredDelivery delivery = bench.delivery("msg_1", 1);
  CHECK(delivery.progress.state == DeliveryState::cancelled);
  bench.advance(EpochMilliseconds{24} * 60 * 60 * 1000);
  bench.settle();
  CHECK(sink.requests().items().size() == 1);
}

TEST_CASE("stored messages: one is read once, and one that is gone is nothing") {
  DispatcherBench bench;
  const AcceptedDeliveries accepted = bench.stored("msg_1", {});
  StoredMessages messages(bench.reader());
  const std::shared_ptr<const AcceptedMessage> message = messages.at(accepted.message->key);
  REQUIRE(message);
  CHECK(message->id == "msg_1");
  CHECK(message->occurrence->trigger == Trigger::event_created);
  CHECK(messages.at(accepted.message->key) == message);
  CHECK_FALSE(messages.at(accepted.message->key + 1));
}
