// What the attempts of all its deliveries say about a webhook: whether it is to be left alone for a
// while, or switched off.
// Easy to get wrong: attempts overlap, so that outcomes come in after the one that throttled or
// disabled the webhook; they undo neither.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/delivery/outcome.hpp"
#include "core/delivery/retry_policy.hpp"
#include "core/json/writer.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {

enum class DisabledReason : std::uint8_t {
  none,     ///< It is not disabled.
  gone,     ///< The receiver answered 410: it wants no more.
  failing,  ///< Nothing but failure, as long as the rule allows.
};

[[nodiscard]] std::string_view name_of(DisabledReason reason);
[[nodiscard]] std::optional<DisabledReason> disabled_reason_named(std::string_view name);

/// When nothing but failure disables a webhook: all of these hold. Two failures further apart than
/// `kSilenceMax` say nothing about the time between them, and the count starts anew.
struct DisablingRule {
  static constexpr DurationMilliseconds kPeriodDefault = 5LL * 24 * 60 * 60 * 1000;
  static constexpr DurationMilliseconds kSilenceMax = 2LL * 24 * 60 * 60 * 1000;
  static constexpr std::uint32_t kAttemptsMin = 10;
  static constexpr std::uint32_t kMessagesMin = 3;  ///< Never by one message.

  DurationMilliseconds period = kPeriodDefault;  ///< Between the first failure and the last.
};

/// The wait after an answer that asks for less without saying how long: this, and with each such
/// answer twice as long, up to the longest; each up to a fifth longer by chance.
inline constexpr DurationMilliseconds kThrottleFirst = 5'000;
inline constexpr DurationMilliseconds kThrottleLongest = 10LL * 60 * 1000;

struct WebhookHealth {
  EpochMilliseconds failing_since = 0;  ///< The first failure with no success since; 0: none.
  EpochMilliseconds failed_at = 0;      ///< The last of these.
  std::uint32_t failures = 0;           ///< How many they are.
  std::uint32_t failed_messages = 0;    ///< Whose first attempt is among them.
  EpochMilliseconds throttled_until = 0;
  std::uint32_t throttles = 0;  ///< In a row; until one ends well, one request at a time is sent.
  DisabledReason disabled = DisabledReason::none;
  EpochMilliseconds disabled_at = 0;

  bool operator==(const WebhookHealth&) const = default;
};

/// The health after an attempt that ended at `now`, of a delivery that had `attempts` before it.
/// 410 disables. 429 and 503 throttle, as long as Retry-After says or by backing off. A success
/// heals; an attempt that never left says nothing about the receiver.
[[nodiscard]] WebhookHealth health_after_attempt(const WebhookHealth& health,
                                                 const Outcome& outcome, std::uint32_t attempts,
                                                 const DisablingRule& rule, EpochMilliseconds now,
                                                 std::uint32_t random);

/// Appends `{"state": "healthy" | "failing" | "throttled" | "disabled", …}` as it is at `now`, with
/// `failing_since`, `failures`, `until`, `reason` and `since` where they apply.
void write_health(json::Writer& writer, const WebhookHealth& health, EpochMilliseconds now);

}  // namespace hookstorm
