#include "native/engine/intake.hpp"

#include <atomic>
#include <set>

#include <doctest/doctest.h>

#include "native/engine/webhook_changes.hpp"
#include "native/store/sqlite_store.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

using Kind = IntakeOutcome::Kind;

struct Fixture {
  Fixture() {
    REQUIRE(changes.create(open_caller(), test::webhook(""), [&](ChangeOutcome outcome) {
      created.add(outcome.webhook->webhook.id);
    }));
    id = created.wait_for(1).front();
  }

  void accept() {
    REQUIRE(intake.accept(submission({"only"}), [&](IntakeOutcome outcome) {
      REQUIRE(outcome.kind == Kind::stored);
      accepted.add(outcome.accepted.at(0));
    }));
  }

  /// A sample for each item; the answer names them by their ids.
  static Submission submission(const std::vector<std::string>& items,
                               std::optional<IdempotencyKey> key = std::nullopt) {
    Submission submission{.workspace = kDefaultWorkspace,
                          .items = {},
                          .idempotency_key = std::move(key),
                          .answer = [items](const std::vector<Accepted>& all) {
                            std::string answer;
                            for (std::size_t i = 0; i < items.size(); ++i) {
                              answer += items[i] + " is " + all.at(i).message.id + "; ";
                            }
                            return answer;
                          }};
    const std::string text(sample_occurrence(Trigger::event_created));
    for (std::size_t i = 0; i < items.size(); ++i) {
      submission.items.push_back({parse_occurrence(text, Checking::strict).value(), text});
    }
    return submission;
  }

  /// Sends a request of one item with a key; `outcomes` gets what becomes of it.
  void ask(const std::string& key, const std::string& digest) {
    REQUIRE(intake.accept(submission({"only"}, IdempotencyKey{key, digest}),
                          [&](IntakeOutcome outcome) { outcomes.add(std::move(outcome)); }));
  }

  /// Changes the webhook; committed, in order, with what else waits.
  void set_filter(const std::string& filter) {
    REQUIRE(changes.update(
        open_caller(), id,
        [filter](const Webhook& webhook) {
          Webhook filtered = webhook;
          filtered.filter = compile_webhook_filter(filter, "").value();
          return Result<Webhook>(std::move(filtered));
        },
        [&](const ChangeOutcome& outcome) { changed.add(outcome.kind); }));
  }

  test::TemporaryFolder folder;
  SqliteStore store{folder.file("hookstorm.db")};
  spdlog::logger log = test::quiet_log();
  test::Arrivals<std::string> created;
  test::Arrivals<ChangeOutcome::Kind> changed;
  test::Arrivals<Accepted> accepted;
  test::Arrivals<IntakeOutcome> outcomes;
  std::atomic<EpochMilliseconds> now = kNow;
  test::Arrivals<AcceptedDeliveries> handed_over;
  std::string id;
  Writer writer{store, log};
  Intake intake{writer, [this] { return now.load(); }, system_random(),
                [this](AcceptedDeliveries deliveries) { handed_over.add(std::move(deliveries)); }};
  WebhookChanges changes{writer, [] { return kNow; }, system_random(), [] {}};
};

}  // namespace

TEST_CASE("intake: what is for one webhook goes to no other, and says why not to that one") {
  Fixture fixture;
  REQUIRE(fixture.changes.create(open_caller(), test::webhook(""), [&](ChangeOutcome outcome) {
    fixture.created.add(outcome.webhook->webhook.id);
  }));
  fixture.created.wait_for(2);
  const WebhookKey second = fixture.store.open_reader()->webhooks().at(1).key;
  const auto accept_for = [&](WebhookKey webhook) {
    Submission submission = Fixture::submission({"only"});
    submission.webhook = webhook;
    REQUIRE(fixture.intake.accept(std::move(submission), [&](IntakeOutcome outcome) {
      fixture.accepted.add(outcome.accepted.at(0));
    }));
  };
  accept_for(second);
  fixture.accepted.wait_for(1);
  fixture.set_filter("false");
  fixture.changed.wait_for(1);
  accept_for(second - 1);
  accept_for(second + 1);  // There is none.
  const std::vector<Accepted> accepted = fixture.accepted.wait_for(3);
  CHECK(accepted[0].matching.deliveries == std::vector<WebhookKey>{second});
  CHECK(accepted[0].matching.skips.empty());
  CHECK(accepted[1].matching.deliveries.empty());
  REQUIRE(accepted[1].matching.skips.size() == 1);
  CHECK(accepted[1].matching.skips[0].reason == SkipReason::filter);
  CHECK(accepted[2].matching.deliveries.empty());
  CHECK(accepted[2].matching.skips.empty());
}

TEST_CASE("intake: an occurrence goes to the webhooks of its workspace, and to no other") {
  Fixture fixture;
  REQUIRE(test::write(fixture.writer, [](Store& store, WebhookRegistry&) {
    store.create_workspace("other", kNow);
  }));
  const WorkspaceKey other = fixture.store.open_reader()->workspaces().at(1).key;
  Caller caller = open_caller();
  caller.workspace = other;
  REQUIRE(fixture.changes.create(caller, test::webhook(""), [&](ChangeOutcome outcome) {
    fixture.created.add(outcome.webhook->webhook.id);
  }));
  fixture.created.wait_for(2);
  const std::unique_ptr<StoreReader> reader = fixture.store.open_reader();
  for (const WorkspaceKey workspace : {kDefaultWorkspace, other}) {
    Submission submission = Fixture::submission({"only"}, IdempotencyKey{"key", "digest"});
    submission.workspace = workspace;
    REQUIRE(fixture.intake.accept(std::move(submission), [&](IntakeOutcome outcome) {
      REQUIRE(outcome.kind == Kind::stored);  // A key of one is none of the other.
      fixture.accepted.add(outcome.accepted.at(0));
    }));
    const Accepted accepted = fixture.accepted.wait_for(workspace == other ? 2 : 1).back();
    REQUIRE(accepted.matching.deliveries.size() == 1);
    CHECK(accepted.matching.skips.empty());
    const WorkspaceKey elsewhere = workspace == other ? kDefaultWorkspace : other;
    CHECK(reader->message(workspace, accepted.message.id));
    CHECK_FALSE(reader->message(elsewhere, accepted.message.id));
  }
}

TEST_CASE("intake: a webhook is changed and deleted from its own workspace alone") {
  Fixture fixture;
  Caller caller = open_caller();
  caller.workspace = kDefaultWorkspace + 1;
  REQUIRE(fixture.changes.update(
      caller, fixture.id, [](const Webhook& webhook) { return Result<Webhook>(Webhook(webhook)); },
      [&](const ChangeOutcome& outcome) { fixture.changed.add(outcome.kind); }));
  REQUIRE(fixture.changes.remove(caller, fixture.id, [&](const ChangeOutcome& outcome) {
    fixture.changed.add(outcome.kind);
  }));
  CHECK(fixture.changed.wait_for(2) == std::vector(2, ChangeOutcome::Kind::not_found));
}

TEST_CASE("intake: a filter keeps a message from its webhook, and what it says is stored") {
  Fixture fixture;
  fixture.set_filter("event.language == 'fr'");
  fixture.changed.wait_for(1);
  fixture.accept();
  const Accepted accepted = fixture.accepted.wait_for(1).front();
  CHECK(accepted.matching.deliveries.empty());
  fixture.writer.stop();
  const std::optional<StoredMessage> message =
      fixture.store.message(kDefaultWorkspace, accepted.message.id);
  REQUIRE(message);
  CHECK(message->deliveries.empty());
  REQUIRE(message->skips.size() == 1);
  CHECK(message->skips[0].reason == SkipReason::filter);
  CHECK(message->skips[0].explanation ==
        "event.language == 'fr' is false: event.language is \"en\"");
}

TEST_CASE("intake: a webhook as it was changed before a message decides on it, told or not") {
  Fixture fixture;
  test::Obstacle obstacle(fixture.writer);
  fixture.accept();  // Before the change: goes to the webhook.
  fixture.set_filter("event.language == 'fr'");
  fixture.accept();  // After it, though matched by the webhook as it was.
  obstacle.remove();
  const std::vector<Accepted> accepted = fixture.accepted.wait_for(2);
  CHECK(accepted[0].matching.deliveries.size() == 1);
  CHECK(accepted[1].matching.deliveries.empty());
  REQUIRE(accepted[1].matching.skips.size() == 1);
  CHECK(accepted[1].matching.skips[0].reason == SkipReason::filter);
}

TEST_CASE("intake: a message makes no delivery for a webhook deleted before it") {
  Fixture fixture;
  test::Obstacle obstacle(fixture.writer);
  REQUIRE(fixture.changes.remove(open_caller(), fixture.id, [](const ChangeOutcome&) {}));
  fixture.accept();
  obstacle.remove();
  const Accepted accepted = fixture.accepted.wait_for(1).front();
  CHECK(accepted.matching.deliveries.empty());
  CHECK(accepted.matching.skips.empty());
}

TEST_CASE("intake: whoever has heard of a change finds it in the next answer") {
  Fixture fixture;
  for (int i = 0; i < 20; ++i) {
    const bool passes = i % 2 == 0;
    fixture.set_filter(passes ? "true" : "false");
    fixture.changed.wait_for(static_cast<std::size_t>(i) + 1);
    fixture.accept();
    const Accepted accepted = fixture.accepted.wait_for(static_cast<std::size_t>(i) + 1).back();
    CHECK(accepted.matching.deliveries.empty() != passes);
  }
}

TEST_CASE("intake: several occurrences are stored together, in their order") {
  Fixture fixture;
  REQUIRE(fixture.intake.accept(Fixture::submission({"a", "b", "c"}), [&](IntakeOutcome outcome) {
    fixture.outcomes.add(std::move(outcome));
  }));
  const IntakeOutcome outcome = fixture.outcomes.wait_for(1).front();
  REQUIRE(outcome.kind == Kind::stored);
  REQUIRE(outcome.accepted.size() == 3);
  std::set<std::string> ids;
  for (const Accepted& accepted : outcome.accepted) {
    ids.insert(accepted.message.id);
    CHECK(accepted.matching.deliveries.size() == 1);
    CHECK(fixture.store.open_reader()
              ->message(kDefaultWorkspace, accepted.message.id)
              ->deliveries.size() == 1);
  }
  CHECK(ids.size() == 3);
  CHECK(outcome.answer.rfind("a is " + outcome.accepted[0].message.id + "; b is ", 0) == 0);
}

TEST_CASE("intake: of several occurrences, none is stored where one cannot be") {
  Fixture fixture;
  Submission submission = Fixture::submission({"a", "b"});
  submission.answer = [](const std::vector<Accepted>&) -> std::string { throw StoreError("no"); };
  REQUIRE(fixture.intake.accept(std::move(submission), [&](IntakeOutcome outcome) {
    fixture.outcomes.add(std::move(outcome));
  }));
  CHECK(fixture.outcomes.wait_for(1).front().kind == Kind::failed);
  fixture.writer.stop();
  sqlite::Database database(fixture.folder.file("hookstorm.db"), sqlite::Access::read);
  sqlite::Query query = database.query("SELECT count(*) FROM messages");
  REQUIRE(query.step());
  CHECK(query.integer(0) == 0);
}

TEST_CASE("intake: the same request with the same key gets the first answer, and no message") {
  Fixture fixture;
  fixture.ask("key", "digest");
  const IntakeOutcome first = fixture.outcomes.wait_for(1)[0];
  CHECK(first.kind == Kind::stored);
  fixture.ask("key", "digest");
  const IntakeOutcome second = fixture.outcomes.wait_for(2)[1];
  CHECK(second.kind == Kind::repeated);
  CHECK(second.answer == first.answer);
  CHECK(second.accepted.empty());
  fixture.ask("other key", "digest");
  CHECK(fixture.outcomes.wait_for(3)[2].kind == Kind::stored);
}

TEST_CASE("intake: another request with the same key stores nothing") {
  Fixture fixture;
  fixture.ask("key", "digest");
  fixture.ask("key", "other digest");
  const std::vector<IntakeOutcome> outcomes = fixture.outcomes.wait_for(2);
  CHECK(outcomes[0].kind == Kind::stored);
  CHECK(outcomes[1].kind == Kind::conflict);
  CHECK(outcomes[1].answer.empty());
}

TEST_CASE("intake: two requests at once with one key make one message") {
  Fixture fixture;
  test::Obstacle obstacle(fixture.writer);
  fixture.ask("key", "digest");
  fixture.ask("key", "digest");
  obstacle.remove();
  const std::vector<IntakeOutcome> outcomes = fixture.outcomes.wait_for(2);
  CHECK(outcomes[0].kind == Kind::stored);
  CHECK(outcomes[1].kind == Kind::repeated);
  CHECK(outcomes[1].answer == outcomes[0].answer);
}

TEST_CASE("intake: a key is free again after its time, and when its request failed") {
  Fixture fixture;
  fixture.ask("key", "digest");
  fixture.outcomes.wait_for(1);
  fixture.now = kNow + kAnswersKept - 1;
  fixture.ask("key", "other digest");
  CHECK(fixture.outcomes.wait_for(2)[1].kind == Kind::conflict);
  fixture.now = kNow + kAnswersKept;
  fixture.ask("key", "other digest");
  CHECK(fixture.outcomes.wait_for(3)[2].kind == Kind::stored);
  fixture.ask("key", "other digest");
  CHECK(fixture.outcomes.wait_for(4)[3].kind == Kind::repeated);

  Submission failing = Fixture::submission({"a"}, IdempotencyKey{"new key", "digest"});
  failing.answer = [](const std::vector<Accepted>&) -> std::string { throw StoreError("no"); };
  REQUIRE(fixture.intake.accept(std::move(failing), [&](IntakeOutcome outcome) {
    fixture.outcomes.add(std::move(outcome));
  }));
  CHECK(fixture.outcomes.wait_for(5)[4].kind == Kind::failed);
  fixture.ask("new key", "digest");
  CHECK(fixture.outcomes.wait_for(6)[5].kind == Kind::stored);
}

TEST_CASE(
    "intake: what is stored is handed over with its keys, and nothing where nobody wants it") {
  Fixture fixture;
  fixture.accept();
  const AcceptedDeliveries handed_over = fixture.handed_over.wait_for(1).front();
  const Accepted accepted = fixture.accepted.wait_for(1).front();
  CHECK(handed_over.message->id == accepted.message.id);
  CHECK(handed_over.message->occurrence->trigger == Trigger::event_created);
  CHECK(handed_over.due_at == kNow);
  REQUIRE(handed_over.deliveries.size() == 1);
  fixture.set_filter("false");
  fixture.changed.wait_for(1);
  fixture.accept();
  fixture.accepted.wait_for(2);
  fixture.writer.stop();
  CHECK(fixture.handed_over.items().size() == 1);
  const std::vector<PendingDelivery> pending =
      fixture.store.first_attempts(handed_over.deliveries[0].webhook, 0, 10);
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].key == handed_over.deliveries[0].key);
  CHECK(pending[0].message == handed_over.message->key);
}
