// Lists of messages and deliveries: what is found, and in which parts.
#include <doctest/doctest.h>

#include "list_fixture.hpp"
#include "stores.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using namespace hookstorm::native::test;

namespace {

using Texts = std::vector<std::string>;

}  // namespace

STORE_TEST_CASE("lists: deliveries come the newest first, by every filter") {
  ListFixture<Opened> fixture;
  const EnqueuedMessage oldest = fixture.enqueue(1000);
  const EnqueuedMessage middle = fixture.enqueue(2000, Trigger::job_ended);
  fixture.enqueue(3000);
  fixture.end(oldest.deliveries[0], DeliveryState::exhausted);
  fixture.end(middle.deliveries[0], DeliveryState::delivered);
  fixture.end(middle.deliveries[1], DeliveryState::cancelled);

  CHECK(fixture.found({}) == Texts{"3000/2", "3000/1", "2000/2", "2000/1", "1000/2", "1000/1"});
  CHECK(fixture.found({.webhook_id = test::kFirstId}) == Texts{"3000/1", "2000/1", "1000/1"});
  CHECK(fixture.found({.webhook_id = test::kThirdId}).empty());
  CHECK(fixture.found({.states = {DeliveryState::pending}}) == Texts{"3000/2", "3000/1", "1000/2"});
  CHECK(fixture.found({.states = {DeliveryState::exhausted}}) == Texts{"1000/1"});
  CHECK(fixture.found({.states = {DeliveryState::exhausted, DeliveryState::cancelled}}) ==
        Texts{"2000/2", "1000/1"});
  CHECK(fixture.found({.webhook_id = test::kSecondId,
                       .states = {DeliveryState::cancelled, DeliveryState::exhausted}}) ==
        Texts{"2000/2"});
  CHECK(fixture.found({.states = {DeliveryState::delivered, DeliveryState::exhausted}}) ==
        Texts{"2000/1", "1000/1"});
  CHECK(fixture.found({.message = {.trigger = Trigger::job_ended}}) == Texts{"2000/2", "2000/1"});
  CHECK(fixture.found({.message = {.since = kNow + 2000}, .webhook_id = test::kFirstId}) ==
        Texts{"3000/1", "2000/1"});
  CHECK(fixture.found({.message = {.until = kNow + 2000}, .webhook_id = test::kFirstId}) ==
        Texts{"1000/1"});
  CHECK(fixture.found({.message = {.since = kNow + 2000, .until = kNow + 2001}}).size() == 2);
  CHECK(fixture.found({.message = {.since = kNow + 3001}}).empty());
  CHECK(fixture.found({.message = {.until = kNow + 1000}}).empty());
}

STORE_TEST_CASE("lists: a delivery comes with its last attempt, as long as that is kept") {
  ListFixture<Opened> fixture;
  const EnqueuedMessage message = fixture.enqueue(0);
  const DeliveryKey tried = message.deliveries[0];
  fixture.store.transaction([&] {
    fixture.store.record_attempt(tried, {.number = 1, .status = 500}, {.attempts = 1});
    REQUIRE(fixture.store.due_retries(fixture.first, kNow, 1).deliveries.size() == 1);
    fixture.store.record_attempt(tried,
                                 {.number = 2,
                                  .webhook_revision = 3,
                                  .attempted_at = kNow + 7,
                                  .duration_ms = 12,
                                  .failure = "nobody there"},
                                 {.state = DeliveryState::exhausted, .attempts = 2});
  });
  const auto listed = [&] {
    return fixture.store.deliveries({.message = {.workspace = kDefaultWorkspace}}, kFromTheEnd,
                                    kAll);
  };
  const Listed<ListedDelivery> both = listed();
  REQUIRE(both.records.size() == 2);
  CHECK_FALSE(both.records[0].last_attempt);
  REQUIRE(both.records[1].last_attempt);
  const AttemptRecord& last = *both.records[1].last_attempt;
  CHECK(last.number == 2);
  CHECK(last.webhook_revision == 3);
  CHECK(last.attempted_at == kNow + 7);
  CHECK(last.duration_ms == 12);
  CHECK_FALSE(last.status);
  CHECK(last.failure == "nobody there");
  CHECK(fixture.store.deliveries({tried}).at(0).last_attempt->number == 2);
  fixture.store.transaction([&] {
    fixture.store.cancel(message.deliveries[1]);
    fixture.store.prune_attempts({.before = kNow + 1'000'000}, 0, 100);
  });
  CHECK(listed().records[1].attempts == 2);
  CHECK_FALSE(listed().records[1].last_attempt);
}

STORE_TEST_CASE(
    "lists: a part ends where enough was found or looked at, and the next goes on there") {
  ListFixture<Opened> fixture;
  for (int i = 1; i <= 10; ++i) {
    const EnqueuedMessage message = fixture.enqueue(i);
    if (i == 2) {
      fixture.end(message.deliveries[0], DeliveryState::delivered);
    }
  }
  const Texts all = fixture.found({});
  REQUIRE(all.size() == 20);
  for (const std::size_t found_max : {1U, 3U, 20U}) {
    CHECK(fixture.found({}, {.found_max = found_max, .rows_max = 100}) == all);
    CHECK(fixture.found({}, {.found_max = 100, .rows_max = found_max}) == all);
  }
  const DeliveryFilter delivered{.states = {DeliveryState::delivered}};
  DeliveryFilter of_default = delivered;
  of_default.message.workspace = kDefaultWorkspace;
  const Listed<ListedDelivery> part =
      fixture.store.deliveries(of_default, kFromTheEnd, {.found_max = 5, .rows_max = 4});
  CHECK(part.records.empty());
  CHECK_FALSE(part.is_last);
  CHECK(fixture.found(delivered, {.found_max = 5, .rows_max = 4}) == Texts{"2/1"});
}

STORE_TEST_CASE("lists: a clock that was set back a little hides nothing") {
  ListFixture<Opened> fixture;
  for (const EpochMilliseconds offset : {100'000, 130'000, 90'000, 140'000}) {
    fixture.enqueue(offset);
  }
  CHECK(fixture.found({.message = {.since = kNow + 95'000, .until = kNow + 135'000},
                       .webhook_id = test::kFirstId}) == Texts{"130000/1", "100000/1"});
  CHECK(fixture.found({.message = {.until = kNow + 95'000}, .webhook_id = test::kFirstId}) ==
        Texts{"90000/1"});
  CHECK(fixture.found({.message = {.since = kNow + 120'000}, .webhook_id = test::kFirstId}) ==
        Texts{"140000/1", "130000/1"});
}

STORE_TEST_CASE("lists: messages come the newest first, by trigger and time") {
  ListFixture<Opened> fixture;
  fixture.enqueue(1000);
  fixture.enqueue(2000, Trigger::job_ended);
  fixture.enqueue(3000);
  const auto found = [&](MessageFilter filter, ListLimit limit = kAll) {
    filter.workspace = kDefaultWorkspace;
    std::vector<EpochMilliseconds> offsets;
    Listed<ListedMessage> part{.records = {}, .position = kFromTheEnd};
    while (!part.is_last) {
      part = fixture.store.messages(filter, part.position, limit);
      for (const ListedMessage& message : part.records) {
        CHECK(message.id == id_at(message.accepted_at));
        CHECK(message.occurred_at == message.accepted_at - 1000);
        offsets.push_back(message.accepted_at - kNow);
      }
    }
    return offsets;
  };
  using Offsets = std::vector<EpochMilliseconds>;
  CHECK(found({}) == Offsets{3000, 2000, 1000});
  CHECK(found({}, {.found_max = 1, .rows_max = 9}) == Offsets{3000, 2000, 1000});
  CHECK(found({.trigger = Trigger::job_ended}, {.found_max = 9, .rows_max = 1}) == Offsets{2000});
  CHECK(found({.since = kNow + 2000}) == Offsets{3000, 2000});
  CHECK(found({.until = kNow + 2000}) == Offsets{1000});
}

STORE_TEST_CASE("lists: a workspace has its own, and sees none of another's") {
  ListFixture<Opened> fixture;
  const WorkspaceKey other = fixture.add_workspace("other");
  const WebhookKey webhook = fixture.add_webhook(test::kThirdId, other);
  fixture.enqueue(1000);
  fixture.enqueue_for(other, 2000, webhook);
  fixture.enqueue(3000);
  CHECK(fixture.found({}) == Texts{"3000/2", "3000/1", "1000/2", "1000/1"});
  const auto of_other = [&](DeliveryFilter filter) {
    filter.message.workspace = other;
    return fixture.store.deliveries(filter, kFromTheEnd, kAll).records;
  };
  REQUIRE(of_other({}).size() == 1);
  CHECK(of_other({})[0].webhook_id == test::kThirdId);
  CHECK(of_other({.webhook_id = test::kThirdId}).size() == 1);
  CHECK(of_other({.webhook_id = test::kFirstId}).empty());
  CHECK(fixture.found({.webhook_id = test::kThirdId}).empty());
  fixture.end(of_other({})[0].key, DeliveryState::exhausted);
  CHECK(of_other({.states = {DeliveryState::exhausted}}).size() == 1);
  CHECK(of_other({.states = {DeliveryState::pending}}).empty());
  CHECK(fixture.found({.states = {DeliveryState::exhausted}}).empty());
  CHECK(
      fixture.found({.webhook_id = test::kThirdId, .states = {DeliveryState::exhausted}}).empty());

  CHECK(fixture.store.messages({.workspace = other}, kFromTheEnd, kAll).records.size() == 1);
  CHECK(
      fixture.store.messages({.workspace = kDefaultWorkspace}, kFromTheEnd, kAll).records.size() ==
      2);
  CHECK(fixture.store.messages({}, kFromTheEnd, kAll).records.empty());
  CHECK(fixture.store.deliveries({}, kFromTheEnd, kAll).records.empty());
  CHECK(fixture.store.delivery(other, id_at(kNow + 2000), test::kThirdId));
  CHECK_FALSE(fixture.store.delivery(kDefaultWorkspace, id_at(kNow + 2000), test::kThirdId));
  CHECK_FALSE(fixture.store.delivery(other, id_at(kNow + 1000), test::kFirstId));
}

STORE_TEST_CASE("lists: rows of other workspaces count as looked at") {
  ListFixture<Opened> fixture;
  const WorkspaceKey other = fixture.add_workspace("other");
  const WebhookKey webhook = fixture.add_webhook(test::kThirdId, other);
  fixture.enqueue(1000);
  for (int i = 0; i < 5; ++i) {
    fixture.enqueue_for(other, 2000 + i, webhook);
  }
  const ListLimit few{.found_max = 1, .rows_max = 3};
  const MessageFilter filter{.workspace = kDefaultWorkspace};
  CHECK(fixture.store.deliveries({.message = filter}, kFromTheEnd, few).records.empty());
  CHECK_FALSE(fixture.store.deliveries({.message = filter}, kFromTheEnd, few).is_last);
  CHECK(fixture.store.messages(filter, kFromTheEnd, few).records.empty());
  CHECK(fixture.store.messages({.workspace = other}, kFromTheEnd, few).records.size() == 1);
}
