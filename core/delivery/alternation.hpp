// Which of a webhook's deliveries goes next, where first attempts and due retries wait for the same
// place: they take turns, so that neither what is new waits for all that failed, nor the reverse.
#pragma once

#include <cstdint>

namespace hookstorm {

enum class AttemptKind : std::uint8_t { first, retry };

/// The kind of the next attempt after one of `last`; one of both is waiting. Before anything was
/// sent `last` is a retry. Among those of a kind the longest due goes first.
[[nodiscard]] constexpr AttemptKind next_kind(AttemptKind last, bool is_first_waiting,
                                              bool is_retry_waiting) {
  if (is_first_waiting && is_retry_waiting) {
    return last == AttemptKind::first ? AttemptKind::retry : AttemptKind::first;
  }
  return is_first_waiting ? AttemptKind::first : AttemptKind::retry;
}

/// Whether a first attempt may go at all: in an ordered webhook not while a delivery waits for its
/// retry, due or not.
[[nodiscard]] constexpr bool may_go_first(bool is_ordered, bool is_retry_pending) {
  return !is_ordered || !is_retry_pending;
}

}  // namespace hookstorm
