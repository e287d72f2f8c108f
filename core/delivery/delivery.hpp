// The life of a delivery: a pure function from its state and what an attempt brought to its next
// state.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/delivery/retry_policy.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {

enum class DeliveryState : std::uint8_t {
  pending,    ///< To be tried at its due time.
  delivered,  ///< A receiver answered 2xx.
  exhausted,  ///< The last retry failed.
  cancelled,  ///< Its webhook was deleted.
};

[[nodiscard]] std::string_view name_of(DeliveryState state);
[[nodiscard]] std::optional<DeliveryState> delivery_state_named(std::string_view name);

struct DeliveryProgress {
  DeliveryState state = DeliveryState::pending;
  std::uint32_t attempts = 0;    ///< Finished attempts.
  EpochMilliseconds due_at = 0;  ///< Of a pending delivery.
};

/// What one attempt brought.
struct Outcome {
  std::optional<int> status;  ///< The final HTTP status; nothing where no answer came.
};

[[nodiscard]] bool is_success(const Outcome& outcome);

/// The progress after an attempt that ended at `now`. `progress` is pending. A success delivers;
/// any failure is tried again after the policy's delay, moved by `random`, until the policy ends.
[[nodiscard]] DeliveryProgress after_attempt(const DeliveryProgress& progress,
                                             const Outcome& outcome, const RetryPolicy& policy,
                                             EpochMilliseconds now, std::uint32_t random);

}  // namespace hookstorm
