#include "native/inbox/inboxes.hpp"

#include <atomic>

#include <doctest/doctest.h>

#include "native/store/sqlite_store.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;
constexpr EpochMilliseconds kDay = 24LL * 60 * 60 * 1000;

Capture request(const std::string& body = "hello") {
  return {
      .head = {.method = "POST",
               .target = "/in/x?a=b",
               .source = "127.0.0.1",
               .headers = {{"Content-Type", "text/plain"}, {"X-Empty", ""}, {"X-Tail", "a: b"}}},
      .body = body};
}

struct Fixture {
  test::TemporaryFolder folder;
  SqliteStore store{folder.file("hookstorm.db")};
  std::unique_ptr<StoreReader> reader = store.open_reader();
  spdlog::logger log = test::quiet_log();
  Writer writer{store, log};
  std::atomic<EpochMilliseconds> now = kNow;
  Inboxes inboxes{writer, [this] { return now.load(); }, system_random()};

  ~Fixture() { writer.stop(); }
  Fixture() = default;
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;
  Fixture(Fixture&&) = delete;
  Fixture& operator=(Fixture&&) = delete;

  /// The outcome of a change.
  template <typename Submit>
  InboxOutcome outcome_of(const Submit& submit) {
    test::Arrivals<InboxOutcome> outcomes;
    REQUIRE(submit([&](InboxOutcome outcome) { outcomes.add(std::move(outcome)); }));
    return outcomes.wait_for(1).front();
  }

  StoredInbox create(const InboxAnswer& answer = {}) {
    return *outcome_of([&](auto done) {
              return inboxes.create(kDefaultWorkspace, "mine", answer, done);
            }).inbox;
  }

  InboxOutcome capture(const std::string& id, const std::string& body = "hello") {
    return outcome_of([&](auto done) { return inboxes.capture(id, request(body), done); });
  }
};

}  // namespace

TEST_CASE("inboxes: what came in is kept as it came, under ascending numbers") {
  Fixture fixture;
  const StoredInbox inbox = fixture.create({.status = 418, .body = "tea"});
  CHECK(inbox.id.size() == 32);
  CHECK(inbox.name == "mine");
  CHECK(inbox.answer.status == 418);
  const std::string bytes("\0\xFF\r\n", 4);
  const InboxOutcome first = fixture.capture(inbox.id, bytes);
  CHECK(first.capture->number == 1);
  CHECK(first.inbox->answer.body == "tea");
  fixture.now += 5;
  CHECK(fixture.capture(inbox.id).capture->number == 2);

  const std::optional<Capture> stored = fixture.reader->capture(inbox.key, 1);
  REQUIRE(stored);
  CHECK(stored->body == bytes);
  CHECK(stored->head.body_bytes == bytes.size());
  CHECK(stored->head.at == kNow);
  CHECK(stored->head.target == "/in/x?a=b");
  REQUIRE(stored->head.headers.size() == 3);
  CHECK(stored->head.headers[0].name == "Content-Type");
  CHECK(stored->head.headers[1].value == "");
  CHECK(stored->head.headers[2].value == "a: b");
  const std::vector<CaptureHead> listed = fixture.reader->captures(inbox.key, 99, 10);
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].number == 2);
  CHECK(listed[1].body_bytes == bytes.size());
  CHECK(fixture.reader->captures(inbox.key, 2, 10).size() == 1);
  CHECK_FALSE(fixture.reader->capture(inbox.key, 3));
}

TEST_CASE("inboxes: ids differ, and nothing is captured for one that there is not") {
  Fixture fixture;
  CHECK(fixture.create().id != fixture.create().id);
  CHECK(fixture.capture("00000000000000000000000000000000").kind == InboxOutcome::Kind::not_found);
}

TEST_CASE("inboxes: one expires some days after it was used for the last time") {
  Fixture fixture;
  const StoredInbox inbox = fixture.create();
  CHECK(fixture.inboxes.expires_at(inbox) == kNow + 7 * kDay);
  fixture.now = kNow + 7 * kDay;
  CHECK(fixture.capture(inbox.id).kind == InboxOutcome::Kind::stored);
  fixture.now = kNow + 14 * kDay;
  CHECK(fixture.inboxes.find(*fixture.reader, inbox.id));
  fixture.now += 1;
  CHECK_FALSE(fixture.inboxes.find(*fixture.reader, inbox.id));
  CHECK(fixture.inboxes.list(*fixture.reader, kDefaultWorkspace, 99, 10).empty());
  CHECK(fixture.capture(inbox.id).kind == InboxOutcome::Kind::not_found);
  fixture.inboxes.keep(30);
  CHECK(fixture.inboxes.find(*fixture.reader, inbox.id));
}

TEST_CASE("inboxes: there are only so many, those that have expired not counted") {
  Fixture fixture;
  for (std::int64_t i = 0; i < kInboxesMax; ++i) {
    fixture.create();
  }
  const auto create = [&](auto done) {
    return fixture.inboxes.create(kDefaultWorkspace, "", {}, done);
  };
  CHECK(fixture.outcome_of(create).kind == InboxOutcome::Kind::too_many);
  fixture.now += 8 * kDay;
  CHECK(fixture.outcome_of(create).kind == InboxOutcome::Kind::stored);
}

TEST_CASE("inboxes: a change keeps what it does not name, and a deleted one is gone") {
  Fixture fixture;
  const StoredInbox inbox = fixture.create({.body = "before"});
  const InboxOutcome changed = fixture.outcome_of([&](auto done) {
    return fixture.inboxes.update(
        kDefaultWorkspace, inbox.id, [](StoredInbox& stored) { stored.answer.status = 500; }, done);
  });
  CHECK(changed.inbox->answer.status == 500);
  CHECK(fixture.inboxes.find(*fixture.reader, inbox.id)->answer.body == "before");
  fixture.capture(inbox.id);
  const auto remove = [&](auto done) {
    return fixture.inboxes.remove(kDefaultWorkspace, inbox.id, done);
  };
  CHECK(fixture.outcome_of(remove).kind == InboxOutcome::Kind::stored);
  CHECK_FALSE(fixture.inboxes.find(*fixture.reader, inbox.id));
  CHECK(fixture.outcome_of(remove).kind == InboxOutcome::Kind::not_found);
  CHECK(fixture.capture(inbox.id).kind == InboxOutcome::Kind::not_found);
}

TEST_CASE("inboxes: what is cleared is gone, and numbers go on") {
  Fixture fixture;
  const StoredInbox inbox = fixture.create();
  fixture.capture(inbox.id);
  fixture.capture(inbox.id);
  fixture.outcome_of(
      [&](auto done) { return fixture.inboxes.clear(kDefaultWorkspace, inbox.id, done); });
  CHECK(fixture.reader->captures(inbox.key, 99, 10).empty());
  CHECK_FALSE(fixture.reader->capture(inbox.key, 2));
  CHECK(fixture.inboxes.find(*fixture.reader, inbox.id)->capture_count() == 0);
  CHECK(fixture.capture(inbox.id).capture->number == 3);
  CHECK(fixture.inboxes.find(*fixture.reader, inbox.id)->capture_count() == 1);
}

TEST_CASE("inboxes: what waits is bounded, so that a flood leaves room for other changes") {
  Fixture fixture;
  const StoredInbox inbox = fixture.create();
  test::Obstacle obstacle(fixture.writer);
  test::Arrivals<InboxOutcome> outcomes;
  const auto send = [&](const std::string& body) {
    return fixture.inboxes.capture(inbox.id, request(body),
                                   [&](InboxOutcome outcome) { outcomes.add(std::move(outcome)); });
  };
  std::size_t taken = 0;
  while (taken < Inboxes::kWaitingMax && send("small")) {
    ++taken;
  }
  CHECK(taken == Inboxes::kWaitingMax);
  CHECK_FALSE(send("small"));
  test::Arrivals<bool> others;
  CHECK(fixture.writer.try_submit({.run = [](Store&, WebhookRegistry&) {},
                                   .done = [&](bool committed) { others.add(committed); }}));
  obstacle.remove();
  CHECK(others.wait_for(1).front());
  outcomes.wait_for(taken);
  CHECK(send("small"));
  outcomes.wait_for(taken + 1);
}

TEST_CASE("inboxes: the bytes that wait are bounded too") {
  Fixture fixture;
  const StoredInbox inbox = fixture.create();
  test::Obstacle obstacle(fixture.writer);
  test::Arrivals<InboxOutcome> outcomes;
  const std::string large(std::size_t{2} * 1024 * 1024, 'x');
  std::size_t taken = 0;
  while (fixture.inboxes.capture(inbox.id, request(large),
                                 [&](InboxOutcome outcome) { outcomes.add(std::move(outcome)); })) {
    ++taken;
  }
  CHECK(taken == 3);  // A fourth would be 8 MiB and its headers.
  obstacle.remove();
  CHECK(outcomes.wait_for(taken).size() == taken);
}

TEST_CASE("inboxes: another workspace sees and changes nothing of one, but may send to it") {
  Fixture fixture;
  const StoredInbox inbox = fixture.create();
  const WorkspaceKey other = kDefaultWorkspace + 1;
  CHECK(fixture.inboxes.list(*fixture.reader, other, 99, 10).empty());
  CHECK_FALSE(fixture.inboxes.find(*fixture.reader, other, inbox.id));
  CHECK(fixture.inboxes.find(*fixture.reader, kDefaultWorkspace, inbox.id));
  const auto kind_of = [&](const auto& submit) { return fixture.outcome_of(submit).kind; };
  CHECK(kind_of([&](auto done) {
          return fixture.inboxes.update(
              other, inbox.id, [](StoredInbox&) {}, done);
        }) == InboxOutcome::Kind::not_found);
  CHECK(kind_of([&](auto done) { return fixture.inboxes.clear(other, inbox.id, done); }) ==
        InboxOutcome::Kind::not_found);
  CHECK(kind_of([&](auto done) { return fixture.inboxes.remove(other, inbox.id, done); }) ==
        InboxOutcome::Kind::not_found);
  CHECK(fixture.capture(inbox.id).kind == InboxOutcome::Kind::stored);
}
