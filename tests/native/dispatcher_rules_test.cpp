// The dispatcher keeps to each webhook's own rules: retry policy, timeout, concurrency, rate limit,
// and to its health.
#include <atomic>
#include <future>

#include "core/json/parser.hpp"
#include "dispatcher_bench.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::answer_of;
using test::DispatcherBench;
using test::kNow;
using test::Sink;

namespace {

constexpr DurationMilliseconds kHour = 60LL * 60 * 1000;

RetryPolicy retries_after(DurationMilliseconds delay, std::size_t count = 3) {
  return {.delays = std::vector<DurationMilliseconds>(count, delay), .jitter_percent = 0};
}

DispatcherSettings with_default(RetryPolicy policy) {
  DispatcherSettings settings;
  settings.sending.rules.retry = std::move(policy);
  return settings;
}

/// A second dispatcher on the same store, as far as this one is told.
class AnotherAtWork : public Peers {
 public:
  std::int64_t incarnation() const override { return 1; }
  Share share() const override { return {.rank = 0, .count = 2}; }
  void leave_free(WebhookKey /*webhook*/, bool /*is_left*/) override {}
  void want_changes(bool /*are_wanted*/) override {}
  void tell(const CommittedChanges& /*changes*/) override {}
  void follow(std::function<void(const PeerNews&)> /*on_news*/) override {}
  void leave() override {}
};

std::string message_id(std::size_t number) {
  return "msg_" + std::to_string(number);
}

void enqueue_many(DispatcherBench& bench, WebhookKey webhook, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    bench.enqueue(message_id(i), {webhook});
  }
}

}  // namespace

TEST_CASE("dispatcher: a webhook's own retry policy goes before the default") {
  Sink sink([](const Request&) { return answer_of(500); });
  DispatcherBench bench(with_default(retries_after(10'000)));
  Webhook own = test::webhook(test::kFirstId, sink.url());
  own.retry = WebhookRetry{.document = json::parse(R"({"delays":[70],"jitter":0})").value(),
                           .policy = retries_after(70'000, 1)};
  const WebhookKey first = bench.add_webhook(own);
  const WebhookKey second = bench.add_webhook(test::kSecondId, sink.url());
  bench.enqueue("msg_own", {first});
  bench.enqueue("msg_default", {second});
  CHECK(bench.delivery("msg_own", 1).progress.due_at == kNow + 70'000);
  CHECK(bench.delivery("msg_default", 1).progress.due_at == kNow + 10'000);
}

TEST_CASE("dispatcher: a webhook's own timeout ends an attempt") {
  Sink sink([](const Request&) { return ""; });
  DispatcherBench bench;
  Webhook webhook = test::webhook(test::kFirstId, sink.url());
  webhook.timeout_seconds = 1;
  bench.enqueue("msg_1", {bench.add_webhook(webhook)});
  const StoredDelivery delivery = bench.delivery("msg_1", 1);
  CHECK_FALSE(delivery.attempts[0].status);
  REQUIRE(delivery.attempts[0].failure);
  CHECK(delivery.attempts[0].failure->rfind("Timeout", 0) == 0);
  CHECK(delivery.attempts[0].duration_ms < 1000 * kTimeoutSecondsDefault);
}

TEST_CASE("dispatcher: a webhook never has more under way than its concurrency") {
  Sink sink([](const Request&) { return ""; });
  DispatcherBench bench;
  Webhook webhook = test::webhook(test::kFirstId, sink.url());
  webhook.concurrency = 2;
  enqueue_many(bench, bench.add_webhook(webhook), 10);
  sink.requests().wait_for(2);
  bench.settle();
  CHECK(sink.requests().items().size() == 2);
}

TEST_CASE("dispatcher: a rate limit is kept, however much is due") {
  Sink sink([](const Request&) { return answer_of(200); });
  DispatcherBench bench;
  Webhook webhook = test::webhook(test::kFirstId, sink.url());
  webhook.rate_limit = RateLimit{.requests = 2, .seconds = 1};
  enqueue_many(bench, bench.add_webhook(webhook), 5);
  for (std::size_t sent = 1; sent <= 5; ++sent) {
    sink.requests().wait_for(sent);
    bench.settle();
    CHECK(sink.requests().items().size() == sent);
    bench.advance(499);
    bench.settle();
    CHECK(sink.requests().items().size() == sent);
    bench.advance(1);
  }
}

TEST_CASE("dispatcher: 429 keeps every delivery of the webhook back until the moment it names") {
  std::atomic<bool> is_limited = true;
  Sink sink([&](const Request&) {
    return is_limited ? answer_of(429, "", "Retry-After: 60\r\n") : answer_of(200);
  });
  DispatcherBench bench(with_default(retries_after(1'000)));
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.enqueue("msg_0", {webhook});
  CHECK(bench.delivery("msg_0", 1).progress.due_at == kNow + 60'000);
  CHECK(bench.reader().webhook(kDefaultWorkspace, test::kFirstId)->health.throttled_until ==
        kNow + 60'000);
  bench.enqueue("msg_1", {webhook});
  bench.advance(59'999);
  bench.settle();
  CHECK(sink.requests().items().size() == 1);
  is_limited = false;
  bench.advance(1);
  CHECK(bench.delivery("msg_0", 2).progress.state == DeliveryState::delivered);
  CHECK(bench.delivery("msg_1", 1).attempts[0].attempted_at == kNow + 60'000);
  CHECK(bench.reader().webhook(kDefaultWorkspace, test::kFirstId)->health == WebhookHealth{});
}

TEST_CASE("dispatcher: where the clock is set back, a retry comes when it would have come") {
  Sink sink([](const Request&) { return answer_of(500); });
  DispatcherBench bench(with_default(retries_after(60'000)));
  bench.enqueue("msg_0", {bench.add_webhook(test::kFirstId, sink.url())});
  CHECK(bench.delivery("msg_0", 1).progress.due_at == kNow + 60'000);
  bench.settle();
  bench.advance(-kHour);
  bench.settle();
  CHECK(bench.delivery("msg_0", 1).progress.due_at == kNow - kHour + 60'000);
  bench.advance(59'999);
  bench.settle();
  CHECK(sink.requests().items().size() == 1);
  bench.advance(1);
  CHECK(bench.delivery("msg_0", 2).attempts[1].attempted_at == kNow - kHour + 60'000);
}

TEST_CASE("dispatcher: where the clock is set back, throttling and a rate limit hold no longer") {
  Sink throttling([](const Request&) { return answer_of(429, "", "Retry-After: 60\r\n"); });
  Sink limited([](const Request&) { return answer_of(200); });
  DispatcherBench bench(with_default(retries_after(1'000)));
  Webhook webhook = test::webhook(test::kSecondId, limited.url());
  webhook.rate_limit = RateLimit{.requests = 1, .seconds = 60};
  const std::vector<WebhookKey> webhooks{bench.add_webhook(test::kFirstId, throttling.url()),
                                         bench.add_webhook(webhook)};
  bench.enqueue("msg_0", webhooks);
  bench.delivery("msg_0", 1);
  limited.requests().wait_for(1);
  bench.settle();
  bench.advance(-kHour);
  bench.enqueue("msg_1", webhooks);
  bench.settle();
  CHECK(bench.reader().webhook(kDefaultWorkspace, test::kFirstId)->health.throttled_until ==
        kNow - kHour + 60'000);
  bench.advance(59'999);
  bench.settle();
  CHECK(throttling.requests().items().size() == 1);
  CHECK(limited.requests().items().size() == 1);
  bench.advance(1);
  throttling.requests().wait_for(2);
  limited.requests().wait_for(2);
}

TEST_CASE(
    "dispatcher: with others at work, a clock that was set back moves what is theirs nowhere") {
  std::atomic<bool> is_throttling = true;
  Sink sink([&](const Request&) {
    return is_throttling ? answer_of(429, "", "Retry-After: 60\r\n") : answer_of(200);
  });
  Sink limited([](const Request&) { return answer_of(200); });
  AnotherAtWork peers;
  DispatcherBench bench(with_default(retries_after(1'000)), test::no_chance, &peers);
  Webhook webhook = test::webhook(test::kSecondId, limited.url());
  webhook.rate_limit = RateLimit{.requests = 1, .seconds = 60};
  const std::vector<WebhookKey> webhooks{bench.add_webhook(test::kFirstId, sink.url()),
                                         bench.add_webhook(webhook)};
  bench.enqueue("msg_0", webhooks);
  CHECK(bench.delivery("msg_0", 1).progress.due_at == kNow + 60'000);
  limited.requests().wait_for(1);
  bench.settle();
  bench.advance(-kHour);
  bench.enqueue("msg_1", webhooks);
  bench.settle();
  CHECK(bench.delivery("msg_0", 1).progress.due_at == kNow + 60'000);
  CHECK(bench.reader().webhook(kDefaultWorkspace, test::kFirstId)->health.throttled_until ==
        kNow + 60'000);
  // A rate is each dispatcher's own: half of it here.
  bench.advance(120'000);
  limited.requests().wait_for(2);
  bench.advance(kHour - 60'001);
  bench.settle();
  CHECK(sink.requests().items().size() == 1);
  is_throttling = false;
  bench.advance(1);
  CHECK(bench.delivery("msg_0", 2).attempts[1].attempted_at == kNow + 60'000);
}

TEST_CASE("dispatcher: what is handed over is sent only where this process has claimed it") {
  Sink sink([](const Request&) { return answer_of(200); });
  AnotherAtWork peers;
  DispatcherBench bench({}, test::no_chance, &peers);
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.enqueue("msg_1", {webhook});
  bench.delivery("msg_1", 1);
  bench.settle();
  // As if the store had more, which it does not give.
  AcceptedDeliveries accepted = bench.stored("msg_2", {});
  const auto hand_over = [&](bool is_free, std::int64_t incarnation) {
    accepted.deliveries = {{.key = 1000, .webhook = webhook, .is_free = is_free}};
    accepted.incarnation = incarnation;
    bench.dispatcher().hand_over(accepted);
    bench.settle();
    return sink.requests().items().size() - 1;
  };
  CHECK(hand_over(true, 1) == 0);
  CHECK(hand_over(false, 2) == 0);
  CHECK(hand_over(false, 1) == 1);
}

TEST_CASE("dispatcher: a throttling lasts over a restart") {
  Sink sink([](const Request&) { return answer_of(503, "", "Retry-After: 60\r\n"); });
  DispatcherBench bench(with_default(retries_after(1'000)));
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.enqueue("msg_0", {webhook});
  bench.delivery("msg_0", 1);
  bench.restart();
  bench.enqueue("msg_1", {webhook});
  bench.advance(59'999);
  bench.settle();
  CHECK(sink.requests().items().size() == 1);
}

TEST_CASE("dispatcher: after a throttling one request at a time goes out until one succeeds") {
  std::atomic<int> answered = 0;
  Sink sink([&](const Request&) {
    return answered++ == 0 ? answer_of(429, "", "Retry-After: 60\r\n") : std::string();
  });
  DispatcherBench bench(with_default(retries_after(1'000)));
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.enqueue("msg_first", {webhook});
  bench.delivery("msg_first", 1);
  enqueue_many(bench, webhook, 5);
  bench.advance(60'000);
  sink.requests().wait_for(2);
  bench.settle();
  CHECK(sink.requests().items().size() == 2);
}

TEST_CASE("dispatcher: 410 disables the webhook for good, and its deliveries wait") {
  std::atomic<bool> is_gone = true;
  Sink sink([&](const Request&) { return answer_of(is_gone ? 410 : 200); });
  DispatcherBench bench(with_default(retries_after(1'000)));
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.enqueue("msg_0", {webhook});
  CHECK(bench.delivery("msg_0", 1).progress.state == DeliveryState::pending);
  const StoredWebhook stored = bench.reader().webhook(kDefaultWorkspace, test::kFirstId).value();
  CHECK_FALSE(stored.webhook.enabled);
  CHECK(stored.revision == 2);
  CHECK(stored.health.disabled == DisabledReason::gone);
  CHECK(stored.health.disabled_at == kNow);

  bench.restart();
  bench.advance(100'000);
  bench.settle();
  CHECK(sink.requests().items().size() == 1);

  is_gone = false;
  bench.change(test::kFirstId, [](Webhook& changed) { changed.enabled = true; });
  CHECK(bench.delivery("msg_0", 2).progress.state == DeliveryState::delivered);
  CHECK(bench.reader().webhook(kDefaultWorkspace, test::kFirstId)->health == WebhookHealth{});
}

TEST_CASE("dispatcher: nothing but failure over several messages disables, one message does not") {
  Sink sink([](const Request&) { return answer_of(500); });
  DispatcherSettings settings = with_default(retries_after(86'400'000, 8));
  DispatcherBench bench(settings);
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, sink.url());
  bench.enqueue("msg_0", {webhook});
  for (std::size_t attempt = 1; attempt <= 6; ++attempt) {
    CHECK(bench.delivery("msg_0", attempt).progress.state == DeliveryState::pending);
    bench.advance(86'400'000);
  }
  bench.delivery("msg_0", 7);
  CHECK(bench.reader().webhook(kDefaultWorkspace, test::kFirstId)->webhook.enabled);
  for (std::size_t i = 1; i <= 3; ++i) {
    bench.enqueue(message_id(i), {webhook});
    bench.delivery(message_id(i), 1);
  }
  const StoredWebhook stored = bench.reader().webhook(kDefaultWorkspace, test::kFirstId).value();
  CHECK_FALSE(stored.webhook.enabled);
  CHECK(stored.health.disabled == DisabledReason::failing);
  CHECK(stored.health.failing_since == kNow);
  CHECK(stored.health.failures == 10);
}

TEST_CASE("dispatcher: a new address is a fresh start, also against answers still to come") {
  std::promise<void> gate;
  std::shared_future<void> opened = gate.get_future().share();
  Sink gone([opened](const Request&) {
    opened.wait();
    return answer_of(410);
  });
  Sink alive([](const Request&) { return answer_of(200); });
  DispatcherBench bench(with_default(retries_after(1'000)));
  const WebhookKey webhook = bench.add_webhook(test::kFirstId, gone.url());
  bench.enqueue("msg_0", {webhook});
  bench.settle();  // It is under way.
  bench.change(test::kFirstId, [&](Webhook& changed) {
    changed.url = parse_target_url(alive.url(), HttpTargets::allowed, "").value();
  });
  bench.enqueue("msg_1", {webhook});
  CHECK(bench.delivery("msg_1", 1).progress.state == DeliveryState::delivered);
  gate.set_value();
  CHECK(bench.delivery("msg_0", 1).attempts[0].status == 410);
  CHECK(bench.reader().webhook(kDefaultWorkspace, test::kFirstId)->webhook.enabled);
  CHECK(bench.reader().webhook(kDefaultWorkspace, test::kFirstId)->health == WebhookHealth{});
  bench.advance(1'000);
  CHECK(bench.delivery("msg_0", 2).progress.state == DeliveryState::delivered);
}

TEST_CASE("dispatcher: new settings hold for webhooks that do not say otherwise") {
  Sink sink([](const Request&) { return answer_of(500); });
  DispatcherBench bench(with_default(retries_after(10'000, 1)));
  Webhook own = test::webhook(test::kSecondId, sink.url());
  own.retry = WebhookRetry{.document = json::parse(R"({"delays":[70],"jitter":0})").value(),
                           .policy = retries_after(70'000, 1)};
  const WebhookKey plain_key = bench.add_webhook(test::kFirstId, sink.url());
  const WebhookKey own_key = bench.add_webhook(own);
  bench.enqueue("msg_1", {plain_key});
  CHECK(bench.delivery("msg_1", 1).progress.due_at == kNow + 10'000);

  SendingSettings settings{.rules = {.retry = retries_after(30'000, 1)}};
  settings.transfer = {.http_targets = HttpTargets::allowed,
                       .addresses = AddressGuard(loopback_networks())};
  bench.dispatcher().use(settings);
  bench.enqueue("msg_2", {plain_key});
  bench.enqueue("msg_3", {own_key});
  CHECK(bench.delivery("msg_2", 1).progress.due_at == kNow + 30'000);
  CHECK(bench.delivery("msg_3", 1).progress.due_at == kNow + 70'000);

  settings.transfer.http_targets = HttpTargets::refused;
  bench.dispatcher().use(settings);
  bench.enqueue("msg_4", {plain_key});
  const StoredDelivery refused = bench.delivery("msg_4", 1);
  REQUIRE(refused.attempts[0].failure);
  CHECK(refused.attempts[0].failure->find("Plain http") != std::string::npos);
}
