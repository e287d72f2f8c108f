// What every store keeps to.
#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>

#include <doctest/doctest.h>

#include "core/request/message_id.hpp"
#include "native/access/rate_limit.hpp"
#include "stores.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

template <typename Opened>
class StoreUnderTest {
 public:
  StoreUnderTest() { reopen(); }

  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }

  void reopen() {
    store_.reset();
    store_ = opened_.open();
  }

  WebhookKey add_webhook(const Webhook& webhook, EpochMilliseconds now = kNow) {
    WebhookKey key = 0;
    store_->transaction([&] { key = store_->create_webhook(kDefaultWorkspace, webhook, now); });
    return key;
  }

  void enqueue(const std::string& id, EpochMilliseconds accepted_at,
               const std::vector<WebhookKey>& deliveries, const std::vector<Skip>& skips = {}) {
    store_->transaction([&] {
      enqueued_[id] = store_->enqueue(test::message(id, accepted_at),
                                      {.deliveries = deliveries, .skips = skips});
    });
  }

  /// Fails the deliveries of a message once, so that they are due again at `due_at`.
  void fail_once(const std::string& id, EpochMilliseconds due_at) {
    store_->transaction([&] {
      for (const DeliveryKey delivery : enqueued_.at(id).deliveries) {
        store_->record_attempt(delivery, {.attempted_at = kNow, .status = 500},
                               {.attempts = 1, .due_at = due_at});
      }
    });
  }

  DeliveryKey delivery(const std::string& id) const { return enqueued_.at(id).deliveries.at(0); }

  std::vector<PendingDelivery> first_attempts(WebhookKey webhook, DeliveryKey after = 0,
                                              std::size_t limit = 100) {
    return store_->first_attempts(webhook, after, limit);
  }

  /// Of what is given after `after`: it may give others again.
  std::vector<DeliveryKey> keys_after(WebhookKey webhook, DeliveryKey after) {
    std::vector<DeliveryKey> keys;
    for (const PendingDelivery& delivery : first_attempts(webhook, after)) {
      if (delivery.key > after) {
        keys.push_back(delivery.key);
      }
    }
    return keys;
  }

  /// Delivers what waits for the webhook at the first attempt.
  void settle(WebhookKey webhook, EpochMilliseconds now = kNow) {
    for (const PendingDelivery& delivery : first_attempts(webhook)) {
      store_->transaction([&] {
        store_->record_attempt(delivery.key, {.attempted_at = now, .status = 200},
                               {.state = DeliveryState::delivered, .attempts = 1});
      });
    }
  }

  /// Step after step; gives the rows removed.
  std::size_t prune_messages(const PruneLimit& limit, std::size_t rows_max = 100) {
    return prune(&Store::prune_messages, limit, rows_max);
  }
  std::size_t prune_attempts(const PruneLimit& limit, std::size_t rows_max = 100) {
    return prune(&Store::prune_attempts, limit, rows_max);
  }
  std::size_t prune_answers(const PruneLimit& limit, std::size_t rows_max = 100) {
    return prune(&Store::prune_answers, limit, rows_max);
  }

 private:
  using PruneTable = PruneStep (Store::*)(const PruneLimit&, std::int64_t, std::size_t);

  std::size_t prune(PruneTable prune_table, const PruneLimit& limit, std::size_t rows_max) {
    std::size_t removed = 0;
    PruneStep step;
    while (!step.is_last) {
      store_->transaction([&] { step = ((*store_).*prune_table)(limit, step.position, rows_max); });
      CHECK(step.removed <= rows_max);
      removed += step.removed;
    }
    return removed;
  }

  Opened opened_;
  std::unique_ptr<Store> store_;
  std::map<std::string, EnqueuedMessage> enqueued_;
};

}  // namespace

STORE_TEST_CASE("store: a webhook comes back as it was given, and in order of creation") {
  StoreUnderTest<Opened> store;
  store.add_webhook(test::webhook(test::kSecondId), kNow);
  store.add_webhook(test::webhook(test::kFirstId), kNow + 1);
  const std::vector<StoredWebhook> webhooks = store->webhooks();
  REQUIRE(webhooks.size() == 2);
  CHECK(webhooks[0].webhook.id == test::kSecondId);
  CHECK(webhooks[1].webhook.id == test::kFirstId);
  CHECK(webhooks[0].created_at == kNow);
  CHECK(webhooks[0].revision == 1);
  CHECK(webhooks[0].webhook.name == "for " + test::kSecondId);
  REQUIRE(webhooks[0].webhook.secret);
  CHECK(webhooks[0].webhook.secret->key == std::string(32, 'k'));
  CHECK(store->webhook(kDefaultWorkspace, test::kFirstId)->key == webhooks[1].key);
  CHECK_FALSE(store->webhook(kDefaultWorkspace, test::kThirdId));
}

STORE_TEST_CASE("store: a change is a new revision, and the one before is kept") {
  StoreUnderTest<Opened> store;
  const WebhookKey key = store.add_webhook(test::webhook(test::kFirstId, "https://old.example/"));
  store->transaction([&] {
    store->update_webhook(key, test::webhook(test::kFirstId, "https://new.example/"), 2, kNow + 5);
  });
  CHECK(store->webhook(kDefaultWorkspace, test::kFirstId)->webhook.url.text ==
        "https://new.example/");
  CHECK(store->webhook(kDefaultWorkspace, test::kFirstId)->revision == 2);
  CHECK(store->webhook(kDefaultWorkspace, test::kFirstId)->updated_at == kNow + 5);
  CHECK(store->webhook_revision(key, 1)->url.text == "https://old.example/");
  CHECK(store->webhook_revision(key, 2)->url.text == "https://new.example/");
  CHECK_FALSE(store->webhook_revision(key, 3));
}

STORE_TEST_CASE("store: the revisions of a webhook come the newest first, and in parts") {
  StoreUnderTest<Opened> store;
  const WebhookKey key = store.add_webhook(test::webhook(test::kFirstId, "https://a.example/1"));
  store.add_webhook(test::webhook(test::kSecondId));
  for (const std::int64_t number : {2, 3}) {
    const std::string url = "https://a.example/" + std::to_string(number);
    store->transaction([&] {
      store->update_webhook(key, test::webhook(test::kFirstId, url), number, kNow + number);
    });
  }
  const std::vector<StoredRevision> newest = store->webhook_revisions(key, 9, 2);
  REQUIRE(newest.size() == 2);
  CHECK(newest[0].number == 3);
  CHECK(newest[0].created_at == kNow + 3);
  CHECK(newest[0].webhook.url.text == "https://a.example/3");
  CHECK(newest[1].number == 2);
  const std::vector<StoredRevision> rest = store->webhook_revisions(key, 2, 2);
  REQUIRE(rest.size() == 1);
  CHECK(rest[0].webhook.url.text == "https://a.example/1");
  CHECK(store->webhook_revisions(key, 1, 2).empty());
}

STORE_TEST_CASE("store: an enqueued message has its deliveries, due at once, and its skips") {
  StoreUnderTest<Opened> store;
  const WebhookKey first = store.add_webhook(test::webhook(test::kFirstId));
  const WebhookKey second = store.add_webhook(test::webhook(test::kSecondId));
  store.enqueue("msg_1", kNow, {first}, {{second, test::kSecondId, SkipReason::trigger, ""}});
  const std::optional<StoredMessage> message = store->message(kDefaultWorkspace, "msg_1");
  REQUIRE(message);
  CHECK(message->trigger == Trigger::event_created);
  CHECK(message->accepted_at == kNow);
  CHECK(message->occurred_at == kNow - 1000);
  REQUIRE(message->deliveries.size() == 1);
  CHECK(message->deliveries[0].webhook_id == test::kFirstId);
  CHECK(message->deliveries[0].progress.state == DeliveryState::pending);
  CHECK(message->deliveries[0].attempts.empty());
  REQUIRE(message->skips.size() == 1);
  CHECK(message->skips[0].webhook_id == test::kSecondId);
  CHECK(message->skips[0].reason == SkipReason::trigger);

  REQUIRE(store.first_attempts(first).size() == 1);
  const auto content = store->message_content(store.first_attempts(first)[0].message);
  REQUIRE(content);
  CHECK(content->id == "msg_1");
  CHECK(content->checking == Checking::strict);
  CHECK(content->occurrence == sample_occurrence(Trigger::event_created));
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_2"));
}

STORE_TEST_CASE("store: a skip keeps its reason, whichever it is, and a filter's explanation") {
  StoreUnderTest<Opened> store;
  const WebhookKey first = store.add_webhook(test::webhook(test::kFirstId));
  const WebhookKey second = store.add_webhook(test::webhook(test::kSecondId));
  const WebhookKey third = store.add_webhook(test::webhook(test::kThirdId));
  store.enqueue("msg_1", kNow, {},
                {{first, test::kFirstId, SkipReason::filter, "1 > 2 is false"},
                 {second, test::kSecondId, SkipReason::filter_failed, "no variable \"é\""},
                 {third, test::kThirdId, SkipReason::disabled, ""}});
  const std::vector<Skip> skips = store->message(kDefaultWorkspace, "msg_1")->skips;
  REQUIRE(skips.size() == 3);
  CHECK(skips[0].reason == SkipReason::filter);
  CHECK(skips[0].explanation == "1 > 2 is false");
  CHECK(skips[1].reason == SkipReason::filter_failed);
  CHECK(skips[1].explanation == "no variable \"é\"");
  CHECK(skips[2].reason == SkipReason::disabled);
  CHECK(skips[2].explanation.empty());
}

STORE_TEST_CASE("store: first attempts come in the order of acceptance, whatever the clock says") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  for (const int offset : {5, -3, 0}) {
    store.enqueue("msg_" + std::to_string(offset), kNow + offset, {webhook});
  }
  const std::vector<PendingDelivery> waiting = store.first_attempts(webhook);
  REQUIRE(waiting.size() == 3);
  CHECK(waiting[0].key == store.delivery("msg_5"));
  CHECK(waiting[1].key == store.delivery("msg_-3"));
  CHECK(waiting[2].key == store.delivery("msg_0"));
  CHECK(waiting[0].progress.due_at == kNow + 5);
  CHECK(store->message_content(waiting[1].message)->id == "msg_-3");
  CHECK(store.keys_after(webhook, waiting[0].key).size() == 2);
  CHECK(store.first_attempts(webhook, 0, 2).size() == 2);
  CHECK(store.keys_after(webhook, waiting[2].key).empty());
}

STORE_TEST_CASE("store: keys of deliveries ascend, also over messages and restarts") {
  StoreUnderTest<Opened> store;
  const WebhookKey first = store.add_webhook(test::webhook(test::kFirstId));
  const WebhookKey second = store.add_webhook(test::webhook(test::kSecondId));
  store.enqueue("msg_1", kNow, {first, second});
  store.reopen();
  store.enqueue("msg_2", kNow, {first, second});
  CHECK(store.first_attempts(second)[0].key > store.first_attempts(first)[0].key);
  CHECK(store.first_attempts(first)[1].key > store.first_attempts(second)[0].key);
}

STORE_TEST_CASE(
    "store: a delivery log is the same in parts of any size, and a filter by states has no skips") {
  StoreUnderTest<Opened> store;
  const WebhookKey first = store.add_webhook(test::webhook(test::kFirstId));
  const WebhookKey second = store.add_webhook(test::webhook(test::kSecondId));
  const WebhookKey third = store.add_webhook(test::webhook(test::kThirdId));
  const std::vector<Skip> skips{{second, "", SkipReason::disabled, ""},
                                {third, "", SkipReason::trigger, ""}};
  for (int i = 1; i <= 3; ++i) {
    store.enqueue(message_id(kNow + i, {}), kNow + i, {first}, skips);
  }
  store.enqueue(message_id(kNow + 4, {}), kNow + 4, {first, second, third});
  const auto log_of = [&](DeliveryFilter filter, LogLimit limit) {
    filter.message.workspace = kDefaultWorkspace;
    std::string lines;
    LogPart part;
    for (int parts = 0; !part.is_last; ++parts) {
      REQUIRE(parts < 100);
      part = store->delivery_log(filter, part.position, limit);
      lines += part.lines;
    }
    return lines;
  };
  const auto lines_of = [&](const DeliveryFilter& filter) {
    const std::string lines = log_of(filter, {.messages_max = 100, .bytes = 1 << 20});
    CHECK(log_of(filter, {.messages_max = 1, .bytes = 1 << 20}) == lines);
    CHECK(log_of(filter, {.messages_max = 2, .bytes = 1}) == lines);
    return std::count(lines.begin(), lines.end(), '\n');
  };
  CHECK(lines_of({}) == 12);
  CHECK(lines_of({.webhook_id = test::kSecondId}) == 4);
  CHECK(lines_of({.states = {DeliveryState::pending}}) == 6);
  CHECK(lines_of({.states = {DeliveryState::delivered}}) == 0);
  CHECK(lines_of({.message = {.trigger = Trigger::session_ended}}) == 0);
  CHECK(lines_of({.message = {.since = kNow + 2, .until = kNow + 4}}) == 6);
}

STORE_TEST_CASE(
    "store: due retries come the longest due first, and the future says when it comes") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  for (const int offset : {-1, -3, -2, 1, 9}) {
    const std::string id = "msg_" + std::to_string(offset);
    store.enqueue(id, kNow, {webhook});
    store.fail_once(id, kNow + offset);
  }
  store.enqueue("msg_untried", kNow - 100, {webhook});
  const DueRetries due = store->due_retries(webhook, kNow, 100);
  REQUIRE(due.deliveries.size() == 3);
  CHECK(due.deliveries[0].key == store.delivery("msg_-3"));
  CHECK(due.deliveries[1].key == store.delivery("msg_-2"));
  CHECK(due.deliveries[2].key == store.delivery("msg_-1"));
  CHECK(due.deliveries[0].progress.attempts == 1);
  CHECK(due.next_due == kNow + 1);
  CHECK(store->due_retries(webhook, kNow, 2).deliveries.size() == 2);
  CHECK(store.first_attempts(webhook).size() == 1);
}

STORE_TEST_CASE("store: what waits for a moment is brought forward, and nothing else") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  const WebhookKey healthy = store.add_webhook(test::webhook(test::kSecondId));
  store.enqueue("msg_1", kNow, {webhook});
  store.enqueue("msg_untried", kNow, {webhook});
  store.fail_once("msg_1", kNow + 5'000);
  store->transaction([&] {
    store->record_health(webhook, {.health = {.failed_at = kNow, .throttled_until = kNow + 9'000}});
    store->record_health(healthy, {.health = {.failed_at = kNow}});
  });
  store->transaction([&] { store->bring_forward(3'000); });
  CHECK(store->due_retries(webhook, kNow, 1).next_due == kNow + 2'000);
  CHECK(store->message(kDefaultWorkspace, "msg_untried")->deliveries[0].progress.due_at == kNow);
  CHECK(store->webhook_health(webhook).health.throttled_until == kNow + 6'000);
  CHECK(store->webhook_health(webhook).health.failed_at == kNow);
  CHECK(store->webhook_health(healthy).health.throttled_until == 0);
}

STORE_TEST_CASE("store: the backlog is what waits, and since when") {
  StoreUnderTest<Opened> store;
  CHECK(store->backlog().untried == 0);
  CHECK_FALSE(store->backlog().oldest_due);
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  for (const int i : {1, 2, 3, 4}) {
    store.enqueue("msg_" + std::to_string(i), kNow + i, {webhook});
  }
  CHECK(store->backlog().untried == 4);
  CHECK(store->backlog().oldest_due == kNow + 1);
  store.fail_once("msg_1", kNow + 500);
  store.fail_once("msg_2", kNow + 400);
  const Backlog backlog = store->backlog();
  CHECK(backlog.untried == 2);
  CHECK(backlog.to_retry == 2);
  CHECK(backlog.oldest_due == kNow + 3);
  store.settle(webhook);
  CHECK(store->backlog().untried == 0);
  CHECK(store->backlog().oldest_due == kNow + 400);
}

STORE_TEST_CASE("store: what belongs to a workspace is found from there alone") {
  StoreUnderTest<Opened> store;
  WorkspaceKey other = 0;
  WebhookKey webhook = 0;
  store->transaction([&] {
    other = store->create_workspace("other", kNow);
    webhook = store->create_webhook(other, test::webhook(test::kFirstId), kNow);
    NewMessage message = test::message("msg_1", kNow);
    message.workspace = other;
    store->enqueue(message, {.deliveries = {webhook}});
    store->remember_answer(other, "key", {"digest", "{}", kNow});
    store->remember_answer(kDefaultWorkspace, "key", {"digest", "[]", kNow});
  });
  store.reopen();
  REQUIRE(store->workspaces().size() == 2);
  CHECK(store->workspaces()[0].key == kDefaultWorkspace);
  CHECK(store->workspaces()[1].name == "other");
  CHECK(store->webhooks().at(0).workspace == other);
  CHECK(store->webhook(other, test::kFirstId));
  CHECK_FALSE(store->webhook(kDefaultWorkspace, test::kFirstId));
  CHECK(store->message(other, "msg_1"));
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_1"));
  CHECK(store->answer(other, "key")->body == "{}");
  CHECK(store->answer(kDefaultWorkspace, "key")->body == "[]");
  const auto log_of = [&](WorkspaceKey workspace) {
    const DeliveryFilter filter{.message = {.workspace = workspace}};
    return store->delivery_log(filter, {}, {.messages_max = 9, .bytes = 1 << 20}).lines;
  };
  CHECK(log_of(other).find("msg_1") != std::string::npos);
  CHECK(log_of(kDefaultWorkspace).empty());
  CHECK(store->backlog().untried == 1);
  CHECK(store->backlog_of(other).untried == 1);
  CHECK(store->backlog_of(other).oldest_due == kNow);
  CHECK(store->backlog_of(kDefaultWorkspace).untried == 0);
  CHECK_FALSE(store->backlog_of(kDefaultWorkspace).oldest_due);
  CHECK_THROWS_AS(store->transaction([&] { store->create_workspace("other", kNow); }), StoreError);
}

STORE_TEST_CASE("store: the requests of a token's month add up, and begin anew after it") {
  StoreUnderTest<Opened> store;
  TokenKey token = 0;
  store->transaction([&] {
    token = store->create_token({.id = "tok_1",
                                 .workspace = kDefaultWorkspace,
                                 .name = "first",
                                 .scopes = {},
                                 .hash = "hash",
                                 .created_at = kNow});
  });
  const auto add = [&](EpochMilliseconds at, const MonthUse& more) {
    MonthUse month;
    store->transaction([&] { month = store->record_token_use(token, at, more); });
    CHECK(store->tokens()[0].month.requests == month.requests);
    CHECK(store->tokens()[0].month.began_at == month.began_at);
    CHECK(store->tokens()[0].used_at == at);
    return std::pair(month.began_at, month.requests);
  };
  CHECK(add(kNow, {.began_at = kNow, .requests = 1}) == std::pair(kNow, std::int64_t{1}));
  CHECK(add(kNow + 9, {.began_at = kNow, .requests = 5}) == std::pair(kNow, std::int64_t{6}));
  // Another process took a later request for the month's first.
  CHECK(add(kNow + 10, {.began_at = kNow + 4, .requests = 3}) == std::pair(kNow, std::int64_t{9}));
  CHECK(add(kNow + kMonth - 1, {.began_at = kNow, .requests = 1}).second == 10);
  const EpochMilliseconds next = kNow + kMonth;
  CHECK(add(next, {.began_at = next, .requests = 2}) == std::pair(next, std::int64_t{2}));
  // The clock was set back.
  CHECK(add(kNow, {.began_at = kNow, .requests = 1}) == std::pair(kNow, std::int64_t{1}));
}

STORE_TEST_CASE("store: tokens and their sessions are kept, used and revoked") {
  StoreUnderTest<Opened> store;
  const std::string hash("a\0\xFF", 3);
  TokenKey token = 0;
  store->transaction([&] {
    token = store->create_token({.id = "tok_1",
                                 .workspace = kDefaultWorkspace,
                                 .name = "first",
                                 .scopes = {Scope::webhooks_read, Scope::admin},
                                 .hash = hash,
                                 .created_at = kNow});
    store->create_token({.id = "tok_2",
                         .workspace = kDefaultWorkspace,
                         .name = "by link",
                         .scopes = {},
                         .hash = std::nullopt,
                         .created_at = kNow});
    store->create_token({.id = "tok_3",
                         .workspace = kDefaultWorkspace,
                         .name = "another",
                         .scopes = {},
                         .hash = std::nullopt,
                         .created_at = kNow});
    store->create_session({.hash = "s1", .token = token, .expires_at = kNow + 10}, kNow, 2);
    store->create_session({.hash = "s2", .token = token, .expires_at = kNow + 20}, kNow, 2);
    store->create_session({.hash = "s3", .token = token + 1, .expires_at = kNow + 30}, kNow, 2);
    store->record_token_use(token, kNow + 1, {.began_at = kNow, .requests = 7});
  });
  store.reopen();
  const std::vector<StoredToken> tokens = store->tokens();
  REQUIRE(tokens.size() == 3);
  CHECK(tokens[0].hash == hash);
  CHECK(tokens[0].scopes == Scopes{Scope::admin, Scope::webhooks_read});
  CHECK(tokens[0].used_at == kNow + 1);
  CHECK(tokens[0].month.requests == 7);
  CHECK_FALSE(tokens[0].revoked_at);
  CHECK_FALSE(tokens[1].hash);
  CHECK_FALSE(tokens[1].used_at);
  CHECK(store->sessions().size() == 3);
  const auto hashes = [&] {
    std::string text;
    for (const StoredSession& session : store->sessions()) {
      text += session.hash;
    }
    return text;
  };
  store->transaction([&] {
    store->create_session({.hash = "s4", .token = token, .expires_at = kNow + 40}, kNow, 2);
  });
  CHECK(hashes() == "s2s3s4");
  store->transaction([&] {
    store->create_session({.hash = "s5", .token = token, .expires_at = kNow + 50}, kNow + 20, 9);
  });
  CHECK(hashes() == "s3s4s5");
  store->transaction([&] { store->revoke_token(token, kNow + 2); });
  CHECK(hashes() == "s3");
  CHECK(store->tokens()[0].revoked_at == kNow + 2);
  store->transaction([&] { store->delete_session("s3"); });
  CHECK(store->sessions().empty());
}

STORE_TEST_CASE("store: the audit log is read by workspace, the newest first, and pruned by age") {
  StoreUnderTest<Opened> store;
  store->transaction([&] {
    const WorkspaceKey other = store->create_workspace("other", kNow);
    store->add_audit({.workspace = other, .at = kNow, .actor = {}, .subject_id = "theirs"});
    for (int i = 0; i < 3; ++i) {
      store->add_audit(
          {.workspace = kDefaultWorkspace,
           .at = kNow + i,
           .actor = {.kind = ActorKind::session, .token_id = "tok_1", .token_name = "n"},
           .action = AuditAction::webhook_secret_rotated,
           .subject_id = std::to_string(i),
           .subject_name = "name",
           .revision_before = 1,
           .revision_after = i == 2 ? std::nullopt : std::optional<std::int64_t>(2)});
    }
  });
  store.reopen();
  const std::vector<AuditEntry> all = store->audit(kDefaultWorkspace, 1000, 10);
  REQUIRE(all.size() == 3);
  CHECK(all[0].subject_id == "2");
  CHECK_FALSE(all[0].revision_after);
  CHECK(all[1].revision_after == 2);
  CHECK(all[1].actor.kind == ActorKind::session);
  CHECK(all[1].actor.token_name == "n");
  CHECK(all[1].action == AuditAction::webhook_secret_rotated);
  CHECK(store->audit(kDefaultWorkspace, all[1].key, 1).at(0).subject_id == "0");
  CHECK(store->audit(kDefaultWorkspace, 1000, 1).size() == 1);
  PruneStep step;
  store->transaction([&] { step = store->prune_audit({.before = kNow + 2}, 0, 100); });
  CHECK(step.removed == 3);
  CHECK(step.is_last);
  CHECK(store->audit(kDefaultWorkspace, 1000, 10).size() == 1);
}

STORE_TEST_CASE("store: a webhook's backlog hides no other webhook's deliveries") {
  StoreUnderTest<Opened> store;
  const WebhookKey busy = store.add_webhook(test::webhook(test::kFirstId));
  const WebhookKey quiet = store.add_webhook(test::webhook(test::kSecondId));
  for (int i = 0; i < 50; ++i) {
    store.enqueue("msg_" + std::to_string(i), kNow - 100, {busy});
  }
  store.enqueue("msg_last", kNow, {quiet});
  CHECK(store.first_attempts(quiet, 0, 1).size() == 1);
  store.fail_once("msg_last", kNow);
  CHECK(store->due_retries(quiet, kNow, 1).deliveries.size() == 1);
}

STORE_TEST_CASE("store: an attempt is kept in full, and moves its delivery on") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  store.enqueue("msg_1", kNow, {webhook});
  const DeliveryKey delivery = store.delivery("msg_1");
  const std::string bytes("a\0\xFF", 3);
  store->transaction([&] {
    store->record_attempt(delivery,
                          {.number = 1,
                           .attempted_at = kNow,
                           .duration_ms = 12,
                           .status = 500,
                           .response_body = bytes,
                           .address = "[::1]:443"},
                          {.state = DeliveryState::pending, .attempts = 1, .due_at = kNow + 5000});
  });
  CHECK(store.first_attempts(webhook).empty());
  CHECK(store->due_retries(webhook, kNow, 1).next_due == kNow + 5000);
  CHECK(store->due_retries(webhook, kNow + 5000, 1).deliveries.size() == 1);
  store->transaction([&] {
    store->record_attempt(delivery,
                          {.number = 2,
                           .webhook_revision = 3,
                           .attempted_at = kNow + 5000,
                           .failure = "nobody there"},
                          {.state = DeliveryState::exhausted, .attempts = 2});
  });
  const StoredDelivery stored = store->message(kDefaultWorkspace, "msg_1")->deliveries[0];
  CHECK(stored.progress.state == DeliveryState::exhausted);
  CHECK(stored.progress.attempts == 2);
  REQUIRE(stored.attempts.size() == 2);
  CHECK(stored.attempts[0].status == 500);
  CHECK(stored.attempts[0].duration_ms == 12);
  CHECK(stored.attempts[0].response_body == bytes);
  CHECK(stored.attempts[0].address == "[::1]:443");
  CHECK_FALSE(stored.attempts[1].address);
  CHECK_FALSE(stored.attempts[0].failure);
  CHECK_FALSE(stored.attempts[1].status);
  CHECK(stored.attempts[1].failure == "nobody there");
  CHECK(stored.attempts[1].webhook_revision == 3);
  CHECK_FALSE(store->due_retries(webhook, kNow, 1).next_due);
  CHECK(store->due_retries(webhook, kNow + 100'000, 1).deliveries.empty());
}

STORE_TEST_CASE("store: deleting a webhook cancels what is pending and keeps the history") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  store.enqueue("msg_1", kNow, {webhook});
  const DeliveryKey delivery = store.delivery("msg_1");
  store->transaction([&] { store->delete_webhook(webhook, kNow); });
  CHECK(store->webhooks().empty());
  CHECK_FALSE(store->webhook(kDefaultWorkspace, test::kFirstId));
  CHECK(store->webhook_revision(webhook, 1));
  CHECK(store.first_attempts(webhook).empty());
  CHECK(store->message(kDefaultWorkspace, "msg_1")->deliveries[0].progress.state ==
        DeliveryState::cancelled);

  // An attempt that was in flight meanwhile is recorded and revives nothing.
  store->transaction([&] {
    store->record_attempt(delivery, {.attempted_at = kNow, .status = 500},
                          {.state = DeliveryState::pending, .attempts = 1, .due_at = kNow + 1});
  });
  CHECK(store->message(kDefaultWorkspace, "msg_1")->deliveries[0].progress.state ==
        DeliveryState::cancelled);
  CHECK(store->message(kDefaultWorkspace, "msg_1")->deliveries[0].attempts.size() == 1);
}

STORE_TEST_CASE("store: a webhook's health comes back as it was recorded") {
  StoreUnderTest<Opened> store;
  const WebhookKey key = store.add_webhook(test::webhook(test::kFirstId));
  CHECK(store->webhook(kDefaultWorkspace, test::kFirstId)->health == WebhookHealth{});
  CHECK(store->webhook_health(key).resets == 0);
  WebhookHealth health{.failing_since = kNow,
                       .failed_at = kNow + 1,
                       .failures = 2,
                       .failed_messages = 3,
                       .throttled_until = kNow + 4,
                       .throttles = 5};
  store->transaction([&] { CHECK(store->record_health(key, {.health = health})); });
  CHECK(store->webhook_health(key).health == health);
  health.disabled = DisabledReason::failing;
  health.disabled_at = kNow + 6;
  StoredHealth changed = store->webhook_health(key);
  changed.health = health;
  store->transaction([&] { CHECK(store->record_health(key, changed)); });
  store.reopen();
  CHECK(store->webhook_health(key).health == health);
  CHECK(store->webhook(kDefaultWorkspace, test::kFirstId)->health == health);
  REQUIRE(store->webhooks().size() == 1);
  CHECK(store->webhooks()[0].health == health);
}

STORE_TEST_CASE("store: once health is reset, what was read before is not taken over") {
  StoreUnderTest<Opened> store;
  const WebhookKey key = store.add_webhook(test::webhook(test::kFirstId));
  const StoredHealth failing{.health = {.failing_since = kNow, .failures = 1}};
  store->transaction([&] { CHECK(store->record_health(key, failing)); });
  store->transaction([&] { store->reset_health(key); });
  CHECK(store->webhook_health(key).health == WebhookHealth{});
  CHECK(store->webhook_health(key).resets == 1);
  store->transaction([&] { CHECK_FALSE(store->record_health(key, failing)); });
  CHECK(store->webhook_health(key).health == WebhookHealth{});
  StoredHealth present = store->webhook_health(key);
  present.health = failing.health;
  store->transaction([&] {
    CHECK(store->record_health(key, present));
    store->reset_health(key);
  });
  CHECK(store->webhook_health(key).resets == 2);
  // One whose health was never recorded can be reset, too.
  const WebhookKey other = store.add_webhook(test::webhook(test::kSecondId));
  store->transaction([&] { store->reset_health(other); });
  CHECK(store->webhook_health(other).resets == 1);
}

STORE_TEST_CASE("store: everything committed is there after a restart") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  store.enqueue("msg_1", kNow, {webhook});
  store.reopen();
  CHECK(store->webhooks().size() == 1);
  CHECK(store.first_attempts(webhook).size() == 1);
  CHECK(store->message(kDefaultWorkspace, "msg_1"));
}

STORE_TEST_CASE("store: a transaction that throws leaves nothing, and the next one works") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  CHECK_THROWS_AS(store->transaction([&] {
    store->enqueue(test::message("msg_1", kNow), {.deliveries = {webhook}});
    throw std::runtime_error("no");
  }),
                  std::runtime_error);
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_1"));
  store.enqueue("msg_1", kNow, {webhook});
  CHECK(store->message(kDefaultWorkspace, "msg_1"));
  // The same id again breaks the store's rule, and the error says so by type.
  CHECK_THROWS_AS(store.enqueue("msg_1", kNow, {webhook}), StoreError);
}

STORE_TEST_CASE("store: an answer comes back by its key, until another takes its place") {
  StoreUnderTest<Opened> store;
  const std::string digest("a\0\xFF", 3);
  store->transaction([&] {
    store->remember_answer(kDefaultWorkspace, "key", {digest, "{}", kNow});
    store->remember_answer(kDefaultWorkspace, "other", {"b", "[]", kNow});
  });
  store.reopen();
  const std::optional<StoredAnswer> answer = store->answer(kDefaultWorkspace, "key");
  REQUIRE(answer);
  CHECK(answer->request_digest == digest);
  CHECK(answer->body == "{}");
  CHECK(answer->answered_at == kNow);
  CHECK_FALSE(store->answer(kDefaultWorkspace, "Key"));
  store->transaction([&] {
    store->remember_answer(kDefaultWorkspace, "key", {"c", "7", kNow + 1});
  });
  CHECK(store->answer(kDefaultWorkspace, "key")->request_digest == "c");
  CHECK(store->answer(kDefaultWorkspace, "key")->answered_at == kNow + 1);
  CHECK(store->answer(kDefaultWorkspace, "other")->body == "[]");
}

STORE_TEST_CASE(
    "store: answers are pruned by age and by number, those given anew among the newest") {
  StoreUnderTest<Opened> store;
  store->transaction([&] {
    for (int i = 0; i < 5; ++i) {
      store->remember_answer(kDefaultWorkspace, "key " + std::to_string(i), {"a", "{}", kNow + i});
    }
    store->remember_answer(kDefaultWorkspace, "key 0", {"b", "{}", kNow + 5});
  });
  CHECK(store.prune_answers({.before = kNow + 2}) == 1);
  CHECK(store->answer(kDefaultWorkspace, "key 0"));
  CHECK_FALSE(store->answer(kDefaultWorkspace, "key 1"));
  CHECK(store->answer(kDefaultWorkspace, "key 2"));
  CHECK(store.prune_answers({.kept = 1}) == 3);
  CHECK(store->answer(kDefaultWorkspace, "key 0"));
}

STORE_TEST_CASE("store: what is older than the limit is pruned with all that belongs to it") {
  StoreUnderTest<Opened> store;
  const WebhookKey first = store.add_webhook(test::webhook(test::kFirstId));
  const WebhookKey second = store.add_webhook(test::webhook(test::kSecondId));
  store.enqueue("msg_old", kNow, {first}, {{second, test::kSecondId, SkipReason::trigger, ""}});
  store.enqueue("msg_skipped", kNow + 1, {}, {{first, test::kFirstId, SkipReason::trigger, ""}});
  store.enqueue("msg_young", kNow + 2, {first});
  store.settle(first);
  CHECK(store.prune_messages({.before = kNow + 2}) == 6);
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_old"));
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_skipped"));
  REQUIRE(store->message(kDefaultWorkspace, "msg_young"));
  CHECK(store->message(kDefaultWorkspace, "msg_young")->deliveries[0].attempts.size() == 1);
  CHECK(store.prune_messages({.before = kNow + 2}) == 0);
}

STORE_TEST_CASE("store: of more messages than are kept, the oldest are pruned") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  for (int i = 0; i < 10; ++i) {
    store.enqueue("msg_" + std::to_string(i), kNow, {webhook});
  }
  store.settle(webhook);
  store.prune_messages({.kept = 3});
  for (int i = 0; i < 10; ++i) {
    CHECK(store->message(kDefaultWorkspace, "msg_" + std::to_string(i)).has_value() == (i >= 7));
  }
}

STORE_TEST_CASE("store: a message with anything pending is not pruned, nor are its attempts") {
  StoreUnderTest<Opened> store;
  const WebhookKey first = store.add_webhook(test::webhook(test::kFirstId));
  const WebhookKey second = store.add_webhook(test::webhook(test::kSecondId));
  store.enqueue("msg_1", kNow, {first, second});
  store.enqueue("msg_2", kNow, {first});
  store.enqueue("msg_3", kNow, {first});
  store.settle(first);
  store.prune_messages({.before = kNow + 1});
  store.prune_attempts({.before = kNow + 1});
  REQUIRE(store->message(kDefaultWorkspace, "msg_1"));
  CHECK(store->message(kDefaultWorkspace, "msg_1")->deliveries.size() == 2);
  CHECK(store->message(kDefaultWorkspace, "msg_1")->deliveries[0].attempts.size() == 1);
  CHECK(store.first_attempts(second).size() == 1);
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_2"));

  store.settle(second);
  store.prune_messages({.before = kNow + 1});
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_1"));
}

STORE_TEST_CASE(
    "store: attempts are pruned alone, by age and by number, and their deliveries stay") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  for (int i = 0; i < 4; ++i) {
    store.enqueue("msg_" + std::to_string(i), kNow + i, {webhook});
    store.settle(webhook, kNow + i);
  }
  const auto attempts_left = [&] {
    std::size_t count = 0;
    for (int i = 0; i < 4; ++i) {
      const StoredDelivery delivery =
          store->message(kDefaultWorkspace, "msg_" + std::to_string(i))->deliveries.at(0);
      CHECK(delivery.progress.state == DeliveryState::delivered);
      CHECK(delivery.progress.attempts == 1);
      count += delivery.attempts.size();
    }
    return count;
  };
  CHECK(store.prune_attempts({.before = kNow + 1}) == 1);
  CHECK(attempts_left() == 3);
  CHECK(store.prune_attempts({.kept = 1}) == 2);
  CHECK(attempts_left() == 1);
  CHECK(store->message(kDefaultWorkspace, "msg_3")->deliveries[0].attempts.size() == 1);
}

STORE_TEST_CASE("store: a step of pruning is as small as it is told to be, and the next goes on") {
  StoreUnderTest<Opened> store;
  const WebhookKey first = store.add_webhook(test::webhook(test::kFirstId));
  const WebhookKey second = store.add_webhook(test::webhook(test::kSecondId));
  for (int i = 0; i < 5; ++i) {
    store.enqueue("msg_" + std::to_string(i), kNow, {first, second});
  }
  store.settle(first);
  store.settle(second);
  store.enqueue("msg_last", kNow, {first});
  for (const std::size_t rows_max : {1U, 2U, 3U, 4U}) {
    PruneStep step;
    store->transaction([&] { step = store->prune_messages({.before = kNow + 1}, 0, rows_max); });
    CHECK(step.removed == rows_max);
    CHECK_FALSE(step.is_last);
  }
  // Ten rows are gone: two messages of two deliveries with an attempt each.
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_1"));
  CHECK(store->message(kDefaultWorkspace, "msg_2"));
  CHECK(store.prune_messages({.before = kNow + 1}, 1) == 15);
  CHECK(store->message(kDefaultWorkspace, "msg_last"));
}

STORE_TEST_CASE("store: a step looks at no more rows than it may remove") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  for (int i = 0; i < 10; ++i) {
    store.enqueue("msg_" + std::to_string(i), kNow, {webhook});
  }
  PruneStep step;
  store->transaction([&] { step = store->prune_messages({.before = kNow + 1}, 0, 6); });
  CHECK(step.removed == 0);
  CHECK_FALSE(step.is_last);
  store->transaction([&] { step = store->prune_messages({.before = kNow + 1}, step.position, 6); });
  CHECK(step.is_last);
}

STORE_TEST_CASE(
    "store: no key is used twice after pruning, so that a late attempt hits nothing else") {
  StoreUnderTest<Opened> store;
  const WebhookKey first = store.add_webhook(test::webhook(test::kFirstId));
  store.enqueue("msg_1", kNow, {first});
  store.enqueue("msg_2", kNow, {first});
  const std::vector<PendingDelivery> in_flight = store.first_attempts(first);
  store.enqueue("msg_3", kNow, {});
  store->transaction([&] { store->delete_webhook(first, kNow); });
  store.prune_messages({.before = kNow + 1});
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_1"));

  const WebhookKey second = store.add_webhook(test::webhook(test::kSecondId));
  store.enqueue("msg_4", kNow, {second});
  for (const PendingDelivery& delivery : in_flight) {
    CHECK(store.first_attempts(second).at(0).key != delivery.key);
    store->transaction([&] {
      store->record_attempt(delivery.key, {.attempted_at = kNow, .status = 200},
                            {.state = DeliveryState::delivered, .attempts = 1});
    });
  }
  CHECK_FALSE(store->message(kDefaultWorkspace, "msg_1"));
  REQUIRE(store.first_attempts(second).size() == 1);
  CHECK(store->message(kDefaultWorkspace, "msg_4")->deliveries[0].attempts.empty());
}

STORE_TEST_CASE("store: a reader sees what is committed, and only that") {
  StoreUnderTest<Opened> store;
  const WebhookKey webhook = store.add_webhook(test::webhook(test::kFirstId));
  const std::unique_ptr<StoreReader> reader = store->open_reader();
  store->transaction([&] {
    store->enqueue(test::message("msg_1", kNow), {.deliveries = {webhook}});
    CHECK_FALSE(reader->message(kDefaultWorkspace, "msg_1"));
  });
  CHECK(reader->message(kDefaultWorkspace, "msg_1"));
  CHECK(reader->first_attempts(webhook, 0, 10).size() == 1);
}
