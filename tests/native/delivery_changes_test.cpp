// Deliveries that are sent again or cancelled, with the dispatcher that does it.
#include "native/engine/delivery_changes.hpp"

#include <atomic>

#include "dispatcher_bench.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::answer_of;
using test::DispatcherBench;
using test::kNow;
using test::Sink;
using Kind = DeliveryOutcome::Kind;

namespace {

/// Two attempts for a delivery, ten seconds apart.
DispatcherSettings one_retry() {
  DispatcherSettings settings;
  settings.sending.rules.retry = {.delays = {10'000}, .jitter_percent = 0};
  return settings;
}

class Changing {
 public:
  explicit Changing(DispatcherBench& bench, bool is_told = true)
      : changes_(
            bench.writer(), [&bench] { return bench.now(); },
            [&bench, is_told](const std::vector<WebhookKey>& webhooks) {
              if (is_told) {
                bench.dispatcher().look_again(webhooks);
              }
            }) {}

  DeliveryOutcome send_again(const std::string& message, const std::string& webhook) {
    REQUIRE(changes_.send_again({kDefaultWorkspace, message, webhook}, told()));
    return outcomes_.wait_for(++asked_).back();
  }
  DeliveryOutcome cancel(const std::string& message, const std::string& webhook) {
    REQUIRE(changes_.cancel({kDefaultWorkspace, message, webhook}, told()));
    return outcomes_.wait_for(++asked_).back();
  }
  ReplayOutcome replay(ReplayRequest request) {
    request.filter.message.workspace = kDefaultWorkspace;
    test::Arrivals<ReplayOutcome> outcome;
    REQUIRE(changes_.replay(request, [&](const ReplayOutcome& told) { outcome.add(told); }));
    return outcome.wait_for(1).back();
  }

 private:
  DeliveryChanges::Done told() {
    return [this](DeliveryOutcome outcome) { outcomes_.add(std::move(outcome)); };
  }

  DeliveryChanges changes_;
  test::Arrivals<DeliveryOutcome> outcomes_;
  std::size_t asked_ = 0;
};

}  // namespace

TEST_CASE("sending again: an exhausted delivery has all its retries before it, and counts on") {
  Sink sink([](const Request&) { return answer_of(500); });
  DispatcherBench bench(one_retry());
  bench.enqueue("msg_1", {bench.add_webhook(test::kFirstId, sink.url())});
  bench.delivery("msg_1", 1);
  bench.advance(10'000);
  REQUIRE(bench.delivery("msg_1", 2).progress.state == DeliveryState::exhausted);

  Changing changing(bench);
  const DeliveryOutcome outcome = changing.send_again("msg_1", test::kFirstId);
  REQUIRE(outcome.kind == Kind::stored);
  CHECK(outcome.delivery->state == DeliveryState::pending);
  CHECK(outcome.delivery->due_at == bench.now());
  StoredDelivery delivery = bench.delivery("msg_1", 3);
  CHECK(delivery.progress.state == DeliveryState::pending);
  CHECK(delivery.progress.due_at == bench.now() + 10'000);
  bench.advance(10'000);
  delivery = bench.delivery("msg_1", 4);
  CHECK(delivery.progress.state == DeliveryState::exhausted);
  CHECK(delivery.attempts[3].number == 4);
  CHECK(sink.requests().items().size() == 4);
}

TEST_CASE("sending again: what was delivered goes out once more, with the same id") {
  Sink sink([](const Request&) { return answer_of(200); });
  DispatcherBench bench;
  bench.enqueue("msg_1", {bench.add_webhook(test::kFirstId, sink.url())});
  bench.delivery("msg_1", 1);
  Changing changing(bench);
  REQUIRE(changing.send_again("msg_1", test::kFirstId).kind == Kind::stored);
  CHECK(bench.delivery("msg_1", 2).progress.state == DeliveryState::delivered);
  const std::vector<Request> requests = sink.requests().items();
  CHECK(requests[0].body == requests[1].body);
  CHECK(test::header_of(requests[1], "webhook-id") == "msg_1");
}

TEST_CASE("sending again: it is stored before it is told of, and outlives the process") {
  std::atomic<bool> is_well = false;
  Sink sink([&](const Request&) { return answer_of(is_well ? 200 : 410); });
  DispatcherBench bench;
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.enqueue("msg_1", {webhook});
  bench.delivery("msg_1", 1);  // 410 has disabled the webhook.
  Changing changing(bench, /*is_told=*/false);
  REQUIRE(changing.send_again("msg_1", test::kFirstId).kind == Kind::stored);
  is_well = true;
  bench.restart();
  bench.change(test::kFirstId, [](Webhook& changed) { changed.enabled = true; });
  CHECK(bench.delivery("msg_1", 2).progress.state == DeliveryState::delivered);
}

TEST_CASE("sending again: a retry that waits goes out now") {
  Sink sink([](const Request&) { return answer_of(500); });
  DispatcherBench bench(one_retry());
  bench.enqueue("msg_1", {bench.add_webhook(test::kFirstId, sink.url())});
  bench.delivery("msg_1", 1);
  Changing changing(bench);
  REQUIRE(changing.send_again("msg_1", test::kFirstId).kind == Kind::stored);
  CHECK(bench.delivery("msg_1", 2).progress.state == DeliveryState::pending);
}

TEST_CASE("sending again: not for a webhook that is deleted, and not what there is not") {
  Sink sink([](const Request&) { return answer_of(200); });
  DispatcherBench bench;
  bench.enqueue("msg_1", {bench.add_webhook(test::kFirstId, sink.url())});
  bench.delivery("msg_1", 1);
  bench.remove(test::kFirstId);
  Changing changing(bench);
  CHECK(changing.send_again("msg_1", test::kFirstId).kind == Kind::webhook_deleted);
  CHECK(changing.send_again("msg_1", test::kSecondId).kind == Kind::not_found);
  CHECK(changing.send_again("msg_2", test::kFirstId).kind == Kind::not_found);
  CHECK(changing.cancel("msg_2", test::kFirstId).kind == Kind::not_found);
}

TEST_CASE("cancelling: what waits is not sent, be it in memory already, until it is sent again") {
  std::promise<void> gate;
  std::shared_future<void> opened = gate.get_future().share();
  test::Arrivals<bool> reached;
  Sink sink([opened, &reached](const Request&) {
    reached.add(true);
    opened.wait();
    return answer_of(200);
  });
  DispatcherSettings settings;
  settings.in_flight_per_webhook_max = 1;
  DispatcherBench bench(settings);
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  for (const char* id : {"msg_1", "msg_2", "msg_3"}) {
    bench.enqueue(id, {webhook});
  }
  reached.wait_for(1);
  Changing changing(bench);
  const DeliveryOutcome outcome = changing.cancel("msg_2", test::kFirstId);
  REQUIRE(outcome.kind == Kind::stored);
  CHECK(outcome.delivery->state == DeliveryState::cancelled);
  CHECK(changing.cancel("msg_2", test::kFirstId).kind == Kind::not_pending);
  gate.set_value();
  CHECK(bench.delivery("msg_3", 1).progress.state == DeliveryState::delivered);
  CHECK(bench.delivery("msg_2", 0).progress.state == DeliveryState::cancelled);
  CHECK(sink.requests().items().size() == 2);
  REQUIRE(changing.send_again("msg_2", test::kFirstId).kind == Kind::stored);
  CHECK(bench.delivery("msg_2", 1).progress.state == DeliveryState::delivered);
}

TEST_CASE("replay: counts, then sends again all that is meant, step by step") {
  std::atomic<bool> is_well = false;
  Sink sink([&](const Request&) { return answer_of(is_well ? 200 : 500); });
  Sink other([](const Request&) { return answer_of(500); });
  DispatcherSettings settings;
  settings.sending.rules.retry = {.delays = {}, .jitter_percent = 0};
  DispatcherBench bench(settings);
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  const WebhookKey second = bench.add_webhook(test::kSecondId, other.url());
  constexpr std::size_t kCount = 230;  // Of more than two steps.
  const auto id_of = [](std::size_t i) { return "msg_" + std::to_string(i); };
  for (std::size_t i = 0; i < kCount; ++i) {
    bench.enqueue(id_of(i), {webhook});
  }
  bench.enqueue("msg_other", {second});
  for (std::size_t i = 0; i < kCount; ++i) {
    REQUIRE(bench.delivery(id_of(i), 1).progress.state == DeliveryState::exhausted);
  }
  REQUIRE(bench.delivery("msg_other", 1).progress.state == DeliveryState::exhausted);

  Changing changing(bench);
  ReplayRequest request{
      .filter = {.webhook_id = test::kFirstId, .states = {DeliveryState::exhausted}},
      .is_dry_run = true};
  ReplayOutcome outcome = changing.replay(request);
  CHECK(outcome.found == kCount);
  CHECK(outcome.sent_again == 0);
  CHECK(outcome.is_complete);
  CHECK(bench.delivery(id_of(0), 1).progress.state == DeliveryState::exhausted);

  is_well = true;
  request.is_dry_run = false;
  outcome = changing.replay(request);
  CHECK(outcome.sent_again == kCount);
  CHECK_FALSE(outcome.failed);
  for (std::size_t i = 0; i < kCount; ++i) {
    CHECK(bench.delivery(id_of(i), 2).progress.state == DeliveryState::delivered);
  }
  CHECK(sink.requests().items().size() == 2 * kCount);
  CHECK(other.requests().items().size() == 1);
  CHECK(changing.replay(request).found == 0);

  bench.remove(test::kSecondId);
  request.filter.webhook_id = test::kSecondId;
  CHECK(changing.replay(request).found == 0);
}
