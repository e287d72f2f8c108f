// The life of a delivery: a pure function from its state, its webhook's health and what an attempt
// brought to the next of both. The dispatcher and the simulation call it, and nothing else decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/delivery/outcome.hpp"
#include "core/delivery/retry_policy.hpp"
#include "core/delivery/webhook_health.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {

enum class DeliveryState : std::uint8_t {
  pending,    ///< To be tried at its due time, and not while its webhook is disabled.
  delivered,  ///< A receiver answered 2xx.
  exhausted,  ///< The last retry failed, or a failure that the policy does not retry.
  cancelled,  ///< Its webhook was deleted, or somebody cancelled it.
};

[[nodiscard]] std::string_view name_of(DeliveryState state);
[[nodiscard]] std::optional<DeliveryState> delivery_state_named(std::string_view name);

struct DeliveryProgress {
  DeliveryState state = DeliveryState::pending;
  std::uint32_t attempts = 0;    ///< Finished attempts.
  EpochMilliseconds due_at = 0;  ///< Of a pending delivery.
};

/// What decides about failures: the webhook's own policy, and when failing disables it.
struct DeliveryRules {
  RetryPolicy retry = default_retry_policy();
  DisablingRule disabling;
};

struct AfterAttempt {
  DeliveryProgress progress;
  WebhookHealth health;
};

/// Progress and health after an attempt that ended at `now`; `progress` is pending. A success
/// delivers. A failure that the policy retries is due again after the policy's delay, moved by
/// `random`, and not before what Retry-After asks for in an answer of 400 or above (with a redirect
/// it speaks of following that, which is never done); any other ends the delivery.
[[nodiscard]] AfterAttempt after_attempt(const DeliveryProgress& progress,
                                         const WebhookHealth& health, const Outcome& outcome,
                                         const DeliveryRules& rules, EpochMilliseconds now,
                                         std::uint32_t random);

}  // namespace hookstorm
