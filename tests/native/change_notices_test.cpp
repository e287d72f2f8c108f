#include "native/store/postgres/change_notices.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;
using namespace hookstorm::native;
using postgres::notices_of;
using postgres::read_notice;
using postgres::RecentChanges;

namespace {

using Keys = std::vector<DeliveryKey>;

CommittedChanges deliveries(Keys keys) {
  return {.deliveries = std::move(keys), .health = {}};
}

}  // namespace

TEST_CASE("change notices: what is told is read, each key once, in texts that PostgreSQL takes") {
  CommittedChanges many{
      .deliveries = {7, 7}, .health = {2, 2}, .captures = {{.inbox = 3, .number = 4}}};
  const std::vector<std::string> notices = notices_of(many);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0] == " d7 h2 c3:4");
  for (DeliveryKey key = 1; key <= 2000; ++key) {
    many.deliveries.push_back((DeliveryKey{1} << 53) - key);
  }
  CommittedChanges read;
  for (const std::string& notice : notices_of(many)) {
    CHECK(notice.size() <= 7'900);
    read_notice(notice, read);
  }
  CHECK(read.deliveries.size() == 2001);
  CHECK(read.deliveries.back() == (DeliveryKey{1} << 53) - 1);
  CHECK(read.health == std::vector<WebhookKey>{2});
  CHECK(read.captures == many.captures);
  CHECK(notices_of({}).empty());
}

TEST_CASE("change notices: what cannot be read is left out") {
  CommittedChanges read;
  read_notice("gap d c5 c6: x1  d8", read);
  CHECK(read.deliveries == Keys{0, 8});
  CHECK(read.captures == std::vector{CaptureKey{.inbox = 6, .number = 0}});
}

TEST_CASE("change notices: what was told is not told again, unless to one who comes to want it") {
  RecentChanges recent;
  const RecentChanges::Steady::time_point now{std::chrono::hours(1)};
  CHECK_FALSE(recent.has_untold());
  recent.add({}, now);
  CHECK_FALSE(recent.has_untold());
  recent.add(deliveries({1}), now);
  recent.add(deliveries({2}), now);
  const RecentChanges::Untold first = recent.untold();
  CHECK(first.changes.deliveries == Keys{1, 2});
  recent.add(deliveries({3}), now);
  recent.take_for_told(first.until);
  CHECK(recent.untold().changes.deliveries == Keys{3});
  recent.take_for_told(recent.untold().until);
  CHECK_FALSE(recent.has_untold());
  // What was told goes without a word when it is old; the rest is told to whoever comes.
  recent.add(deliveries({4}), now + RecentChanges::kKept + std::chrono::milliseconds(1));
  CHECK_FALSE(recent.untold().has_gap);
  recent.take_for_told(recent.untold().until);
  recent.add(deliveries({5}), now + RecentChanges::kKept + std::chrono::milliseconds(2));
  recent.tell_again();
  CHECK(recent.untold().changes.deliveries == Keys{4, 5});
}

TEST_CASE("change notices: what goes before it is told leaves a gap") {
  RecentChanges recent;
  const RecentChanges::Steady::time_point now{std::chrono::hours(1)};
  recent.add(deliveries({1}), now);
  recent.add(deliveries({2}), now + RecentChanges::kKept * 2);
  CHECK(recent.untold().has_gap);
  CHECK(recent.untold().changes.deliveries == Keys{2});
  recent.take_for_told(recent.untold().until);
  CHECK_FALSE(recent.has_untold());
  recent.add(deliveries({3}), now + RecentChanges::kKept * 2);
  recent.add(deliveries(Keys(RecentChanges::kKeysMax, 4)), now + RecentChanges::kKept * 2);
  CHECK(recent.untold().has_gap);
  CHECK(recent.untold().changes.deliveries.size() == RecentChanges::kKeysMax);
  // Who comes now was never promised it.
  recent.tell_again();
  CHECK_FALSE(recent.untold().has_gap);
}
