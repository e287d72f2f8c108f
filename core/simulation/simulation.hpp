// What would happen to a webhook's deliveries if its receiver behaved in some way: the dispatcher's
// own state machine and pacing over a supposed endpoint and supposed traffic, in supposed time.
// Easy to get wrong: nothing here may decide what the dispatcher decides otherwise; what is left
// out is other webhooks, with which it would share slots.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/delivery/delivery.hpp"
#include "core/delivery/pacing.hpp"
#include "core/json/value.hpp"
#include "core/problem/result.hpp"

namespace hookstorm {

inline constexpr std::size_t kSimulatedAttemptsMax = 100'000;
inline constexpr std::int64_t kSimulatedMessagesMax = 10'000;
inline constexpr std::int64_t kHorizonSecondsMax = 366LL * 24 * 60 * 60;
inline constexpr std::int64_t kHorizonSecondsDefault = 7LL * 24 * 60 * 60;
inline constexpr std::size_t kTrafficMax = 20;  ///< Entries, and as many phases.
inline constexpr std::int64_t kAnswerMsMax = 600'000;
inline constexpr std::size_t kTimelineMax = 1'000;
inline constexpr std::size_t kSpans = 100;

/// When a simulation begins, since health is kept in moments: 2026-01-01T00:00:00Z.
inline constexpr EpochMilliseconds kSimulationStart = 1'767'225'600'000;

/// Messages that come evenly spread from `from` on and before `to`.
struct Traffic {
  DurationMilliseconds from = 0;
  DurationMilliseconds to = 0;
  std::int64_t messages = 0;
};

/// How a receiver answers.
struct SupposedAnswer {
  std::optional<int> status = 200;  ///< Nothing: no answer comes.
  DurationMilliseconds answer_ms = 100;
  std::optional<std::int64_t> retry_after;  ///< Seconds.
};

/// A time in which a share of the requests is answered otherwise.
struct EndpointPhase {
  DurationMilliseconds from = 0;
  DurationMilliseconds to = 0;
  std::int64_t percent = 100;
  SupposedAnswer answer;
};

/// 429 for all but the first `requests` in every `seconds`; it asks to be left alone for
/// `retry_after` seconds, or until the next such time begins.
struct EndpointLimit {
  std::int64_t requests = 1;
  std::int64_t seconds = 1;
  std::optional<std::int64_t> retry_after;
};

struct SupposedEndpoint {
  SupposedAnswer answer;              ///< Outside of all phases.
  std::vector<EndpointPhase> phases;  ///< The first that applies decides.
  std::optional<EndpointLimit> limit;
};

struct Simulation {
  std::uint64_t seed = 1;
  DurationMilliseconds horizon = kHorizonSecondsDefault * 1000;
  std::vector<Traffic> traffic;
  SupposedEndpoint endpoint;
  DeliveryRules rules;
  Pacing pacing;
  DurationMilliseconds timeout_ms = 15'000;
};

/// One attempt; moments count from the start.
struct SimulatedAttempt {
  DurationMilliseconds at = 0;
  DurationMilliseconds ended_at = 0;
  std::size_t message = 0;  ///< From 1, in the order in which they came.
  std::optional<int> status;
  DeliveryProgress progress;  ///< Afterwards.
};

struct SimulatedHealth {
  DurationMilliseconds at = 0;
  WebhookHealth health;
};

/// What happened in an equal part of the time.
struct SimulatedSpan {
  std::size_t attempts = 0;
  std::size_t delivered = 0;
  std::size_t pending_most = 0;
  std::size_t pending_last = 0;
};

struct SimulationReport {
  std::size_t messages = 0;
  std::size_t skipped = 0;  ///< Came while the webhook was disabled.
  std::size_t attempts = 0;
  std::size_t delivered = 0;
  std::size_t exhausted = 0;
  std::size_t pending = 0;  ///< At the end.
  std::size_t throttlings = 0;
  DurationMilliseconds ended_at = 0;  ///< Before the horizon where there were too many attempts.
  std::vector<DurationMilliseconds> delays;  ///< From coming to being delivered, shortest first.
  std::vector<SimulatedHealth> health;       ///< Its first changes between states.
  std::vector<SimulatedAttempt> timeline;    ///< The first `kTimelineMax`.
  std::vector<SimulatedSpan> spans;          ///< `kSpans` of them.
};

/// The simulation that an object describes: `traffic` (a list of `from`, `to`, `messages`),
/// `endpoint` (`status`, `answer_ms`, `retry_after`, `rate_limit`, `phases`), `horizon`, `seed`,
/// `disable_after` (days), and of a webhook `retry`, `timeout`, `rate_limit`,
/// `concurrency` and `ordered`.
/// Times are seconds from the start; all but `traffic` may be left out. Errors: `wrong-type`,
/// `missing-field`, `unknown-field`, `out-of-range`, `too-many`, `unknown-retry-policy`.
[[nodiscard]] Result<Simulation> check_simulation(const json::Value& value);

/// Pure: the same simulation gives the same report.
[[nodiscard]] SimulationReport simulate(const Simulation& simulation);

/// What `percent` of the delays do not exceed; there are some.
[[nodiscard]] DurationMilliseconds delay_within(const SimulationReport& report,
                                                std::size_t percent);

void write_report(json::Writer& writer, const SimulationReport& report,
                  const Simulation& simulation);

}  // namespace hookstorm
