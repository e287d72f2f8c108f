// The bounds of an inbox, and how what is out of sight goes.
#include <doctest/doctest.h>

#include "stores.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

template <typename Opened>
struct Fixture {
  Opened opened;
  std::unique_ptr<Store> owned = opened.open();
  Store& store = *owned;

  StoredInbox create(const std::string& id, EpochMilliseconds now = kNow) {
    store.transaction([&] {
      store.create_inbox({.id = id, .workspace = kDefaultWorkspace, .name = "", .answer = {}}, now);
    });
    return *store.inbox(id, 1);
  }

  void capture(InboxKey inbox, const std::string& body, const CaptureLimits& limits) {
    store.transaction([&] {
      store.add_capture(
          inbox,
          {.head = {.at = kNow, .method = "", .target = "", .source = "", .headers = {}},
           .body = body},
          limits);
    });
  }

  std::vector<std::int64_t> numbers(InboxKey inbox) {
    std::vector<std::int64_t> numbers;
    for (const CaptureHead& head : store.captures(inbox, 1'000'000, 1000)) {
      numbers.push_back(head.number);
    }
    return numbers;
  }

  [[nodiscard]] std::int64_t rows() const {
    return opened.connect()->number(
        "SELECT (SELECT count(*) FROM inboxes) + count(*) FROM captures");
  }

  /// Step after step; gives how many there were.
  std::size_t prune(EpochMilliseconds before) {
    PruneStep step;
    std::size_t steps = 0;
    for (; !step.is_last; ++steps) {
      store.transaction([&] { step = store.prune_inboxes({.before = before}, step.position, 10); });
      CHECK(step.removed <= 10);
    }
    return steps;
  }
};

}  // namespace

STORE_TEST_CASE("inbox store: what a client sent is kept byte for byte") {
  Fixture<Opened> fixture;
  const InboxKey inbox = fixture.create("a").key;
  const std::string bytes("\0\xE9 \xFF", 4);
  fixture.store.transaction([&] {
    fixture.store.add_capture(inbox,
                              {.head = {.at = kNow,
                                        .method = "POST",
                                        .target = "/in/a?\xE9",
                                        .source = "::1",
                                        .headers = {{"x-name", "\xE9"}}},
                               .body = bytes},
                              {});
  });
  const std::optional<Capture> capture = fixture.store.capture(inbox, 1);
  REQUIRE(capture);
  CHECK(capture->head.target == "/in/a?\xE9");
  REQUIRE(capture->head.headers.size() == 1);
  CHECK(capture->head.headers[0].value == "\xE9");
  CHECK(capture->body == bytes);
}

STORE_TEST_CASE("inbox store: of many captures the newest stay") {
  Fixture<Opened> fixture;
  const InboxKey inbox = fixture.create("a").key;
  const InboxKey other = fixture.create("b").key;
  fixture.capture(other, "x", {});
  for (int i = 0; i < 5; ++i) {
    fixture.capture(inbox, "x", {.count = 3, .bytes = 1000});
  }
  CHECK(fixture.numbers(inbox) == std::vector<std::int64_t>{5, 4, 3});
  CHECK(fixture.store.inbox("a", 1)->capture_count() == 3);
  CHECK(fixture.numbers(other) == std::vector<std::int64_t>{1});
}

STORE_TEST_CASE("inbox store: beyond its bytes the oldest captures go, however many that is") {
  Fixture<Opened> fixture;
  const InboxKey inbox = fixture.create("a").key;
  const CaptureLimits limits{.count = 100, .bytes = 100};
  for (int i = 0; i < 9; ++i) {
    fixture.capture(inbox, std::string(10, 'x'), limits);
  }
  CHECK(fixture.numbers(inbox).size() == 9);
  fixture.capture(inbox, std::string(50, 'x'), limits);
  CHECK(fixture.numbers(inbox) == std::vector<std::int64_t>{10, 9, 8, 7, 6, 5});
  fixture.capture(inbox, std::string(100, 'x'), limits);
  CHECK(fixture.numbers(inbox) == std::vector<std::int64_t>{11});
  fixture.capture(inbox, std::string(200, 'x'), limits);  // The newest one stays in any case.
  CHECK(fixture.numbers(inbox) == std::vector<std::int64_t>{12});
  CHECK(fixture.rows() == 2);
}

STORE_TEST_CASE("inbox store: cleared captures take room until they are pruned, and then none") {
  Fixture<Opened> fixture;
  const InboxKey inbox = fixture.create("a").key;
  const CaptureLimits limits{.count = 4, .bytes = 1000};
  for (int i = 0; i < 4; ++i) {
    fixture.capture(inbox, "x", limits);
  }
  fixture.store.transaction([&] { fixture.store.clear_captures(inbox); });
  fixture.capture(inbox, "x", limits);
  CHECK(fixture.rows() == 1 + 4);
  CHECK(fixture.numbers(inbox) == std::vector<std::int64_t>{5});
  fixture.prune(kNow);
  CHECK(fixture.rows() == 1 + 1);
  for (int i = 0; i < 3; ++i) {
    fixture.capture(inbox, "x", limits);
  }
  CHECK(fixture.numbers(inbox) == std::vector<std::int64_t>{8, 7, 6, 5});
}

STORE_TEST_CASE("inbox store: what is deleted or not used any more goes, in bounded steps") {
  Fixture<Opened> fixture;
  const InboxKey old = fixture.create("old", kNow - 100).key;
  const InboxKey deleted = fixture.create("deleted").key;
  const InboxKey kept = fixture.create("kept").key;
  for (int i = 0; i < 25; ++i) {
    fixture.capture(deleted, "x", {});
    fixture.capture(kept, "x", {});
  }
  fixture.store.transaction([&] { fixture.store.delete_inbox(deleted); });
  CHECK_FALSE(fixture.store.inbox("deleted", kEarliestMoment));
  CHECK(fixture.prune(kNow - 50) == 3);
  CHECK(fixture.rows() == 1 + 25);
  CHECK(fixture.numbers(kept).size() == 25);
  CHECK(fixture.numbers(old).empty());
}

STORE_TEST_CASE("inbox store: inboxes come the newest first, and in parts") {
  Fixture<Opened> fixture;
  for (const char* id : {"a", "b", "c"}) {
    fixture.create(id);
  }
  const std::vector<StoredInbox> newest = fixture.store.inboxes(kDefaultWorkspace, kNow, 1000, 2);
  REQUIRE(newest.size() == 2);
  CHECK(newest[0].id == "c");
  CHECK(fixture.store.inboxes(kDefaultWorkspace, kNow, newest[1].key, 2).at(0).id == "a");
  CHECK(fixture.store.inboxes(kDefaultWorkspace, kNow + 1, 1000, 2).empty());
  CHECK(fixture.store.inbox_count(kDefaultWorkspace, kNow) == 3);
}

STORE_TEST_CASE("inbox store: each workspace has its own") {
  Fixture<Opened> fixture;
  fixture.create("mine");
  WorkspaceKey other = kNoWorkspace;
  fixture.store.transaction([&] {
    other = fixture.store.create_workspace("other", kNow);
    fixture.store.create_inbox({.id = "theirs", .workspace = other, .name = "", .answer = {}},
                               kNow);
  });
  CHECK(fixture.store.inbox_count(other, kNow) == 1);
  CHECK(fixture.store.inboxes(other, kNow, 1000, 10).at(0).id == "theirs");
  CHECK(fixture.store.inboxes(kDefaultWorkspace, kNow, 1000, 10).at(0).id == "mine");
  CHECK(fixture.store.inbox("theirs", kNow)->workspace == other);
}
