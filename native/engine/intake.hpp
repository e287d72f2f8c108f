// Accepts occurrences: a message and its deliveries are stored in one transaction.
// Easy to get wrong: for whom it is delivered is decided on the caller's thread, by the webhooks of
// that moment, and again on the writer's where one of them was changed meanwhile, so that a message
// is decided by what the changes before it left.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/occurrence/occurrence.hpp"
#include "native/store/writer.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {

struct Accepted {
  std::string id;
  Trigger trigger = Trigger::event_created;
  EpochMilliseconds accepted_at = 0;
  Matching matching;
};

class Intake {
 public:
  /// Hears, after the commit, what was accepted; nothing where the store failed.
  using Done = std::function<void(std::optional<Accepted>)>;

  /// `on_deliveries` is called after each commit that made deliveries, on the writer's thread.
  Intake(Writer& writer, Clock clock, RandomBytes random, std::function<void()> on_deliveries);

  /// Stores `text`, which `occurrence` was read from with `checking`. `done` is called on the
  /// writer's thread. False where the queue is full: nothing happens then.
  [[nodiscard]] bool accept(const Occurrence& occurrence, std::string text, Checking checking,
                            Done done);

 private:
  Writer& writer_;
  Clock clock_;
  RandomBytes random_;
  std::function<void()> on_deliveries_;
};

}  // namespace hookstorm::native
