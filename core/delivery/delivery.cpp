#include "core/delivery/delivery.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "core/delivery/retry_after.hpp"

namespace hookstorm {
namespace {

constexpr std::array<std::pair<DeliveryState, std::string_view>, 4> kNames = {
    {{DeliveryState::pending, "pending"},
     {DeliveryState::delivered, "delivered"},
     {DeliveryState::exhausted, "exhausted"},
     {DeliveryState::cancelled, "cancelled"}}};

constexpr int kFirstErrorStatus = 400;

DurationMilliseconds asked_delay(const Outcome& outcome, EpochMilliseconds now) {
  return outcome.status.value_or(0) < kFirstErrorStatus
             ? 0
             : parse_retry_after(outcome.retry_after, now).value_or(0);
}

}  // namespace

std::string_view name_of(DeliveryState state) {
  return kNames.at(static_cast<std::size_t>(state)).second;
}

std::optional<DeliveryState> delivery_state_named(std::string_view name) {
  for (const auto& [state, state_name] : kNames) {
    if (state_name == name) {
      return state;
    }
  }
  return std::nullopt;
}

AfterAttempt after_attempt(const DeliveryProgress& progress, const WebhookHealth& health,
                           const Outcome& outcome, const DeliveryRules& rules,
                           EpochMilliseconds now, std::uint32_t random) {
  assert(progress.state == DeliveryState::pending);
  DeliveryProgress next{.state = DeliveryState::pending, .attempts = progress.attempts + 1};
  if (is_success(outcome)) {
    next.state = DeliveryState::delivered;
  } else if (progress.attempts >= rules.retry.delays.size() ||
             (outcome.status && !rules.retry.retries(*outcome.status))) {
    next.state = DeliveryState::exhausted;
  } else {
    const DurationMilliseconds delay = delay_before_retry(rules.retry, progress.attempts, random);
    next.due_at = now + std::max(delay, asked_delay(outcome, now));
  }
  return {.progress = next,
          .health = health_after_attempt(health, outcome, progress.attempts, rules.disabling, now,
                                         random)};
}

}  // namespace hookstorm
