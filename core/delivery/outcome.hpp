// What one attempt brought.
#pragma once

#include <optional>
#include <string_view>

namespace hookstorm {

struct Outcome {
  std::optional<int> status;     ///< The final HTTP status; nothing where no answer came.
  std::string_view retry_after;  ///< The header's value as it was received; empty without one.
  bool was_sent = true;          ///< Whether a request left, whatever became of it.
};

[[nodiscard]] constexpr bool is_success(const Outcome& outcome) {
  return outcome.status && *outcome.status >= 200 && *outcome.status < 300;
}

/// Whether the receiver asks for less from this webhook, not only for a retry of this delivery.
[[nodiscard]] constexpr bool is_throttling(const Outcome& outcome) {
  return outcome.status && (*outcome.status == 429 || *outcome.status == 503);
}

}  // namespace hookstorm
