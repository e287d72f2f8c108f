#include "native/engine/intake.hpp"

#include <doctest/doctest.h>

#include "native/engine/webhook_changes.hpp"
#include "native/store/sqlite_store.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

struct Fixture {
  Fixture() {
    REQUIRE(changes.create(test::webhook(""), [&](ChangeOutcome outcome) {
      created.add(outcome.webhook->webhook.id);
    }));
    id = created.wait_for(1).front();
  }

  void accept() {
    const std::string text(sample_occurrence(Trigger::event_created));
    REQUIRE(intake.accept(parse_occurrence(text, Checking::strict).value(), text, Checking::strict,
                          [&](std::optional<Accepted> outcome) { accepted.add(*outcome); }));
  }

  /// Changes the webhook; committed, in order, with what else waits.
  void set_filter(const std::string& filter) {
    REQUIRE(changes.update(
        id,
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
  std::string id;
  Writer writer{store, log};
  Intake intake{writer, [] { return kNow; }, system_random(), [] {}};
  WebhookChanges changes{writer, [] { return kNow; }, system_random(), [] {}};
};

}  // namespace

TEST_CASE("intake: a filter keeps a message from its webhook, and what it says is stored") {
  Fixture fixture;
  fixture.set_filter("event.language == 'fr'");
  fixture.changed.wait_for(1);
  fixture.accept();
  const Accepted accepted = fixture.accepted.wait_for(1).front();
  CHECK(accepted.matching.deliveries.empty());
  fixture.writer.stop();
  const std::optional<StoredMessage> message = fixture.store.message(accepted.id);
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
  REQUIRE(fixture.changes.remove(fixture.id, [](const ChangeOutcome&) {}));
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
