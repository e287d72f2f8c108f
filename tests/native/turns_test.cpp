#include "native/dispatcher/turns.hpp"

#include <doctest/doctest.h>

using hookstorm::native::Turns;
using hookstorm::native::WebhookKey;

namespace {

std::vector<WebhookKey> line_of(Turns& turns) {
  std::vector<WebhookKey> line;
  while (const std::optional<WebhookKey> next = turns.next()) {
    line.push_back(*next);
  }
  return line;
}

using Line = std::vector<WebhookKey>;

}  // namespace

TEST_CASE("turns: who lines up twice stands once, and may line up again after the turn") {
  Turns turns;
  for (const WebhookKey webhook : {3, 1, 3, 2, 1}) {
    turns.line_up(webhook);
  }
  CHECK(turns.next() == 3);
  turns.line_up(3);
  CHECK(line_of(turns) == Line{1, 2, 3});
  CHECK_FALSE(turns.next());
}

TEST_CASE("turns: who is set aside comes back when slots are free") {
  Turns turns;
  turns.set_aside(1);
  turns.set_aside(2);
  turns.set_aside(1);
  turns.line_up(2);
  CHECK(line_of(turns) == Line{2});
  turns.resume();
  CHECK(line_of(turns) == Line{1, 2});
  turns.resume();
  CHECK(line_of(turns).empty());
}

TEST_CASE("turns: a moment calls once, and the earlier of two counts") {
  Turns turns;
  turns.call_at(1, 100);
  turns.call_at(1, 50);
  turns.call_at(1, 70);
  turns.call_at(2, 60);
  CHECK(turns.next_call() == 50);
  turns.call(49);
  CHECK(line_of(turns).empty());
  turns.call(60);
  CHECK(line_of(turns) == Line{1, 2});
  CHECK_FALSE(turns.next_call());
  turns.call(1000);
  CHECK(line_of(turns).empty());
}

TEST_CASE("turns: who is forgotten is neither called nor next, and may begin anew") {
  Turns turns;
  turns.line_up(1);
  turns.set_aside(2);
  turns.call_at(3, 10);
  for (const WebhookKey webhook : {1, 2, 3, 4}) {
    turns.forget(webhook);
  }
  turns.resume();
  turns.call(10);
  CHECK(line_of(turns).empty());
  CHECK_FALSE(turns.next_call());
  turns.line_up(1);
  CHECK(line_of(turns) == Line{1});
}
