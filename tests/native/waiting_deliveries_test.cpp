#include "native/dispatcher/waiting_deliveries.hpp"

#include <doctest/doctest.h>

#include "native/store/sqlite_store.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

/// A store with one webhook, and what waits for it.
class Bench {
 public:
  Bench() {
    store.transaction([&] {
      webhook = store.create_webhook(kDefaultWorkspace, test::webhook(test::kFirstId), kNow);
    });
  }

  /// Stores a message; its delivery.
  AcceptedDeliveries accept() {
    const NewMessage message = test::message("msg_" + std::to_string(++accepted_), kNow);
    EnqueuedMessage enqueued;
    store.transaction([&] { enqueued = store.enqueue(message, {.deliveries = {webhook}}); });
    return test::accepted_deliveries(message, enqueued, {webhook});
  }

  void hand_over(const AcceptedDeliveries& accepted) {
    waiting.add(accepted.deliveries.at(0).key, accepted.due_at, accepted.message);
  }

  std::optional<WaitingDelivery> take(EpochMilliseconds now = kNow, bool may_retry = true) {
    return waiting.take(store, messages, now, may_retry, is_ordered);
  }

  /// Takes and ends everything there is; the keys in their order.
  std::vector<DeliveryKey> deliver_all() {
    std::vector<DeliveryKey> keys;
    while (const std::optional<WaitingDelivery> delivery = take()) {
      keys.push_back(delivery->key);
      end(delivery->key,
          {.state = DeliveryState::delivered, .attempts = delivery->progress.attempts + 1});
    }
    return keys;
  }

  /// Stores how the delivery went on, and tells it.
  void end(DeliveryKey key, const DeliveryProgress& progress) {
    store.transaction([&] {
      store.record_attempt(key, {.number = progress.attempts, .attempted_at = kNow}, progress);
    });
    waiting.finish(key, progress);
  }

  test::TemporaryFolder folder;
  SqliteStore store{folder.file("hookstorm.db")};
  StoredMessages messages{store};
  WebhookKey webhook = 0;
  bool is_ordered = false;
  WaitingBudget budget;
  WaitingDeliveries waiting{1, budget};

 private:
  int accepted_ = 0;
};

DeliveryKey key_of(const AcceptedDeliveries& accepted) {
  return accepted.deliveries.at(0).key;
}

}  // namespace

TEST_CASE("waiting deliveries: what was stored before comes first, then what is handed over") {
  Bench bench;
  const DeliveryKey stored = key_of(bench.accept());
  std::optional<WaitingDelivery> first = bench.take();
  REQUIRE(first);
  CHECK(first->key == stored);
  CHECK_FALSE(first->message);
  CHECK_FALSE(bench.take());
  const AcceptedDeliveries next = bench.accept();
  bench.hand_over(next);
  const std::optional<WaitingDelivery> second = bench.take();
  REQUIRE(second);
  CHECK(second->key == key_of(next));
  CHECK(second->message == next.message);
  CHECK(second->progress.due_at == kNow);
  CHECK(bench.waiting.under_way() == 2);
}

TEST_CASE("waiting deliveries: one that was read already is not taken from a hand-over again") {
  Bench bench;
  const AcceptedDeliveries early = bench.accept();
  REQUIRE(bench.take());  // Read from the store before it is handed over.
  bench.hand_over(early);
  CHECK_FALSE(bench.take());
}

TEST_CASE("waiting deliveries: one that has ended before it is handed over is not sent again") {
  Bench bench;
  const AcceptedDeliveries early = bench.accept();
  CHECK(bench.deliver_all() == std::vector<DeliveryKey>{key_of(early)});
  bench.hand_over(early);
  CHECK_FALSE(bench.take());
}

TEST_CASE("waiting deliveries: what was read before it is handed over is not looked for again") {
  Bench bench;
  const std::vector<AcceptedDeliveries> early{bench.accept(), bench.accept()};
  CHECK(bench.deliver_all().size() == 2);
  for (const AcceptedDeliveries& accepted : early) {
    bench.hand_over(accepted);
  }
  const AcceptedDeliveries next = bench.accept();
  CHECK_FALSE(bench.take());  // It is not there before it is handed over.
  bench.hand_over(next);
  const std::optional<WaitingDelivery> delivery = bench.take();
  REQUIRE(delivery);
  CHECK(delivery->message == next.message);
}

TEST_CASE("waiting deliveries: one with a key below others' is looked for") {
  Bench bench;
  const AcceptedDeliveries passed = bench.accept();
  const AcceptedDeliveries later = bench.accept();
  bench.end(key_of(passed), {.state = DeliveryState::delivered, .attempts = 1});
  CHECK(bench.deliver_all() == std::vector<DeliveryKey>{key_of(later)});
  bench.hand_over(passed);
  bench.accept();
  CHECK(bench.take());
}

TEST_CASE("waiting deliveries: a webhook is behind where much more comes than is read") {
  Bench bench;
  REQUIRE_FALSE(bench.take());
  bench.waiting.look_again();
  const AcceptedDeliveries accepted = bench.accept();
  for (std::size_t i = 0; i < WaitingDeliveries::kPassedOverMax; ++i) {
    CHECK_FALSE(bench.waiting.is_behind());
    bench.hand_over(accepted);
  }
  CHECK(bench.waiting.is_behind());
  CHECK(bench.deliver_all().size() == 1);
  CHECK_FALSE(bench.waiting.is_behind());
}

TEST_CASE("waiting deliveries: none is lost or doubled where more comes than is held") {
  Bench bench;
  REQUIRE_FALSE(bench.take());
  std::vector<DeliveryKey> accepted;
  bench.budget.deliveries = WaitingBudget::kDeliveriesMax - 10;  // Others hold the rest.
  for (int i = 0; i < 200; ++i) {
    const AcceptedDeliveries deliveries = bench.accept();
    bench.hand_over(deliveries);
    accepted.push_back(key_of(deliveries));
  }
  CHECK(bench.budget.deliveries == WaitingBudget::kDeliveriesMax);
  CHECK(bench.deliver_all() == accepted);
  bench.budget.deliveries -= WaitingBudget::kDeliveriesMax - 10;
  CHECK(bench.budget.deliveries == 0);
  CHECK(bench.budget.message_bytes == 0);
}

TEST_CASE("waiting deliveries: beyond the budget of bytes a message is read when it is sent") {
  Bench bench;
  REQUIRE_FALSE(bench.take());
  bench.budget.message_bytes = WaitingBudget::kMessageBytesMax;
  const AcceptedDeliveries accepted = bench.accept();
  bench.hand_over(accepted);
  const std::optional<WaitingDelivery> delivery = bench.take();
  REQUIRE(delivery);
  CHECK_FALSE(delivery->message);
  CHECK(delivery->message_key == accepted.message->key);
}

TEST_CASE("waiting deliveries: a retry comes when it is due, and takes turns with first attempts") {
  Bench bench;
  std::vector<DeliveryKey> failed;
  for (int i = 0; i < 3; ++i) {
    bench.hand_over(bench.accept());
    failed.push_back(bench.take()->key);
  }
  for (const DeliveryKey key : failed) {
    bench.end(key, {.attempts = 1, .due_at = kNow + 10});
  }
  CHECK(bench.waiting.next_retry() == kNow + 10);
  CHECK_FALSE(bench.take(kNow + 9));
  for (int i = 0; i < 3; ++i) {
    bench.hand_over(bench.accept());
  }
  std::vector<bool> are_retries;
  while (const std::optional<WaitingDelivery> delivery = bench.take(kNow + 10)) {
    are_retries.push_back(delivery->progress.attempts > 0);
  }
  REQUIRE(are_retries.size() == 6);
  for (std::size_t i = 1; i < are_retries.size(); ++i) {
    CHECK(are_retries[i] != are_retries[i - 1]);
  }
  CHECK_FALSE(bench.waiting.next_retry());
}

TEST_CASE("waiting deliveries: without a slot for retries only first attempts come") {
  Bench bench;
  bench.hand_over(bench.accept());
  bench.end(bench.take()->key, {.attempts = 1, .due_at = kNow});
  const AcceptedDeliveries fresh = bench.accept();
  bench.hand_over(fresh);
  CHECK(bench.take(kNow, false)->key == key_of(fresh));
  CHECK_FALSE(bench.take(kNow, false));
  CHECK(bench.waiting.next_retry() <= kNow);
  CHECK(bench.take(kNow, true));
}

TEST_CASE("waiting deliveries: what is under way is not read again, what was abandoned is") {
  Bench bench;
  const DeliveryKey first = key_of(bench.accept());
  const DeliveryKey second = key_of(bench.accept());
  CHECK(bench.take()->key == first);
  bench.waiting.start_over();
  CHECK(bench.take()->key == second);
  CHECK_FALSE(bench.take());
  bench.waiting.abandon(first);  // Its attempt could not be stored.
  bench.waiting.start_over();
  CHECK(bench.take()->key == first);
  bench.end(first, {.attempts = 1, .due_at = kNow});
  CHECK(bench.take()->key == first);
  bench.waiting.start_over();
  CHECK_FALSE(bench.take());
}

TEST_CASE("waiting deliveries: a long list of due retries comes whole, in steps") {
  Bench bench;
  constexpr std::size_t kCount = 3 * WaitingDeliveries::kReadMax;
  std::vector<DeliveryKey> keys;
  for (std::size_t i = 0; i < kCount; ++i) {
    const DeliveryKey key = key_of(bench.accept());
    keys.push_back(key);
    bench.store.transaction([&] {
      bench.store.record_attempt(key, {.attempted_at = kNow}, {.attempts = 1, .due_at = kNow});
    });
  }
  CHECK(bench.deliver_all() == keys);
  CHECK_FALSE(bench.waiting.next_retry());
}

TEST_CASE("waiting deliveries: in order, each comes to its end before the next begins") {
  Bench bench;
  bench.is_ordered = true;
  REQUIRE_FALSE(bench.take());
  const AcceptedDeliveries first = bench.accept();
  const AcceptedDeliveries second = bench.accept();
  bench.hand_over(first);
  bench.hand_over(second);
  CHECK(bench.take()->key == key_of(first));
  CHECK_FALSE(bench.take());
  bench.end(key_of(first), {.attempts = 1, .due_at = kNow + 10});
  CHECK_FALSE(bench.take(kNow + 9));
  CHECK(bench.waiting.next_retry() == kNow + 10);
  CHECK(bench.take(kNow + 10)->key == key_of(first));
  bench.end(key_of(first), {.state = DeliveryState::exhausted, .attempts = 2});
  CHECK(bench.take(kNow + 10)->key == key_of(second));
}

TEST_CASE("waiting deliveries: order is kept over a restart") {
  Bench bench;
  const DeliveryKey first = key_of(bench.accept());
  const DeliveryKey second = key_of(bench.accept());
  bench.store.transaction([&] {
    bench.store.record_attempt(first, {.attempted_at = kNow}, {.attempts = 1, .due_at = kNow + 10});
  });
  bench.is_ordered = true;
  CHECK_FALSE(bench.take());
  CHECK(bench.take(kNow + 10)->key == first);
  bench.end(first, {.state = DeliveryState::delivered, .attempts = 2});
  CHECK(bench.take(kNow + 10)->key == second);
}
