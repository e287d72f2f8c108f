#include "core/delivery/delivery.hpp"

#include <array>
#include <cassert>
#include <utility>

namespace hookstorm {
namespace {

constexpr std::array<std::pair<DeliveryState, std::string_view>, 4> kNames = {
    {{DeliveryState::pending, "pending"},
     {DeliveryState::delivered, "delivered"},
     {DeliveryState::exhausted, "exhausted"},
     {DeliveryState::cancelled, "cancelled"}}};

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

bool is_success(const Outcome& outcome) {
  return outcome.status && *outcome.status >= 200 && *outcome.status < 300;
}

DeliveryProgress after_attempt(const DeliveryProgress& progress, const Outcome& outcome,
                               const RetryPolicy& policy, EpochMilliseconds now,
                               std::uint32_t random) {
  assert(progress.state == DeliveryState::pending);
  DeliveryProgress next{.state = DeliveryState::pending, .attempts = progress.attempts + 1};
  if (is_success(outcome)) {
    next.state = DeliveryState::delivered;
  } else if (progress.attempts >= policy.delays.size()) {
    next.state = DeliveryState::exhausted;
  } else {
    next.due_at = now + delay_before_retry(policy, progress.attempts, random);
  }
  return next;
}

}  // namespace hookstorm
