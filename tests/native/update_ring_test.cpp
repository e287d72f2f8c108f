#include "native/api/update_ring.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr std::size_t kMuch = 1'000'000;

UpdateFacts delivery(const std::string& webhook = "w", DeliveryState state = DeliveryState::pending,
                     Trigger trigger = Trigger::event_created) {
  return {.webhook_id = webhook, .state = state, .trigger = trigger};
}

std::string read(const UpdateRing& ring, std::int64_t position, const UpdateFilter& filter = {}) {
  return ring.read(position, filter, kMuch).text;
}

}  // namespace

TEST_CASE("update ring: an event has its id, kind and data, and a reader goes on after it") {
  UpdateRing ring("run");
  const std::int64_t begun = ring.end();
  CHECK(ring.beginning(begun).text == "retry: 1000\nid: run-0\n\n");
  ring.add(delivery(), "{\"a\":1}");
  ring.add({.kind = UpdateKind::webhook, .webhook_id = "w"}, "{}");
  CHECK(read(ring, begun) ==
        "id: run-1\nevent: delivery\ndata: {\"a\":1}\n\nid: run-2\nevent: webhook\ndata: {}\n\n");
  CHECK(ring.position_after("run-1") == begun + 1);
  CHECK(read(ring, begun + 1) == "id: run-2\nevent: webhook\ndata: {}\n\n");
  CHECK(read(ring, ring.end()).empty());
  CHECK(ring.heartbeat(ring.end()) == ":\nid: run-2\n\n");
}

TEST_CASE("update ring: only an id that it gave out, after which all is there, is gone on from") {
  UpdateRing ring("run", 2);
  for (int i = 0; i < 4; ++i) {
    ring.add(delivery(), "{}");
  }
  CHECK(ring.position_after("run-4") == ring.end());
  CHECK(ring.position_after("run-2") == ring.end() - 2);
  for (const char* id : {"run-1", "run-0", "run-5", "run--1", "run-", "run-3x", "run", "ran-3", "",
                         "3", "run-99999999999999999999"}) {
    CAPTURE(id);
    CHECK_FALSE(ring.position_after(id));
  }
}

TEST_CASE("update ring: a reader that was overtaken, or behind a gap, is told, and goes on") {
  UpdateRing ring("run", 2);
  const std::int64_t begun = ring.end();
  for (int i = 0; i < 3; ++i) {
    ring.add(delivery(), "{}");
  }
  const UpdateRing::Piece overtaken = ring.read(begun, {}, kMuch);
  CHECK(overtaken.text == "id: run-3\nevent: reset\ndata: {}\n\n");
  CHECK(overtaken.position == ring.end());
  ring.leave_gap();
  CHECK_FALSE(ring.position_after("run-3"));
  CHECK(ring.read(overtaken.position, {}, kMuch).text.find("event: reset") != std::string::npos);
}

TEST_CASE("update ring: its bytes are bounded as well, and a piece's") {
  UpdateRing ring("run", 1000, 1000);
  const std::string data(100, 'x');
  for (int i = 0; i < 100; ++i) {
    ring.add(delivery(), data);
  }
  CHECK(read(ring, ring.end() - 7).size() < 1000);
  CHECK(ring.read(ring.end() - 8, {}, kMuch).text.find("reset") != std::string::npos);
  const UpdateRing::Piece piece = ring.read(ring.end() - 7, {}, 200);
  CHECK(piece.position == ring.end() - 5);
}

TEST_CASE("update ring: filters look at kind and webhook, and of deliveries at state and trigger") {
  const UpdateFacts webhook{.kind = UpdateKind::webhook, .webhook_id = "w"};
  const UpdateFacts capture{.kind = UpdateKind::capture, .webhook_id = {}};
  CHECK(UpdateFilter{}.passes(delivery()));
  CHECK(UpdateFilter{}.passes(capture));
  CHECK(UpdateFilter{.webhook_id = "w"}.passes(webhook));
  CHECK_FALSE(UpdateFilter{.webhook_id = "v"}.passes(webhook));
  CHECK_FALSE(UpdateFilter{.webhook_id = "w"}.passes(capture));
  CHECK_FALSE(UpdateFilter{.kinds = {UpdateKind::capture}}.passes(delivery()));
  const UpdateFilter exhausted{.states = {DeliveryState::exhausted}};
  CHECK_FALSE(exhausted.passes(delivery()));
  CHECK(exhausted.passes(delivery("w", DeliveryState::exhausted)));
  CHECK(exhausted.passes(webhook));
  CHECK_FALSE(UpdateFilter{.trigger = Trigger::job_ended}.passes(delivery()));
  CHECK_FALSE(UpdateFilter{.workspace = 2}.passes(delivery()));
  CHECK(UpdateFilter{.workspace = 2}.passes({.workspace = 2, .webhook_id = {}}));
}
