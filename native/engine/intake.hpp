// Accepts occurrences: their messages and deliveries are stored in one transaction.
// Easy to get wrong: for whom a message is delivered is decided on the caller's thread, by the
// webhooks of that moment, and again on the writer's where one of them was changed meanwhile, so
// that a message is decided by what the changes before it left.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/occurrence/occurrence.hpp"
#include "native/engine/accepted_message.hpp"
#include "native/store/writer.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {

/// How long a request with an idempotency key is answered as it was at first.
inline constexpr EpochMilliseconds kAnswersKept = 24LL * 60 * 60 * 1000;

struct Accepted {
  NewMessage message;
  Matching matching;
  EnqueuedMessage enqueued;
};

/// What a client gives a request, so that it may be sent again without being done again.
struct IdempotencyKey {
  std::string text;
  std::string request_digest;  ///< The same for the same request alone.
};

/// The occurrences of one request: all are stored, or none.
struct Submission {
  struct Item {
    Occurrence occurrence;
    std::string text;  ///< What it was read from.
  };

  WorkspaceKey workspace = kNoWorkspace;  ///< To whose webhooks they go.
  std::vector<Item> items;
  Checking checking = Checking::strict;  ///< With which they were read.
  std::optional<IdempotencyKey> idempotency_key;
  /// The one webhook that they are for; without it, they are for all.
  std::optional<WebhookKey> webhook = std::nullopt;
  /// Makes the body of the request's answer, within the transaction.
  std::function<std::string(const std::vector<Accepted>&)> answer;
};

struct IntakeOutcome {
  enum class Kind : std::uint8_t {
    stored,
    repeated,  ///< The request was stored before, with the same key.
    conflict,  ///< Another request had the key; nothing is stored.
    failed,
  };

  Kind kind = Kind::failed;
  std::string answer;              ///< Where stored, now or before.
  std::vector<Accepted> accepted;  ///< Where stored now, in the order of the items.
};

class Intake {
 public:
  /// Called after the commit, on the writer's thread.
  using Done = std::function<void(IntakeOutcome)>;

  /// Takes over what has been stored.
  using HandOver = std::function<void(AcceptedDeliveries)>;

  /// `hand_over` is called after each commit that made deliveries, on the writer's thread.
  Intake(Writer& writer, Clock clock, RandomBytes random, HandOver hand_over);

  /// False where the queue is full: nothing happens then.
  [[nodiscard]] bool accept(Submission submission, Done done);

 private:
  Writer& writer_;
  Clock clock_;
  RandomBytes random_;
  HandOver hand_over_;
};

}  // namespace hookstorm::native
