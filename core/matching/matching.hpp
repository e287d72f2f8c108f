// Whether an occurrence is sent to a webhook, and why not: the one place that decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/json/writer.hpp"
#include "core/matching/occurrence_context.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm {

/// Why an occurrence is not sent to a webhook.
enum class SkipReason : std::uint8_t {
  trigger,        ///< The webhook is not triggered by this.
  disabled,       ///< It would be, but is switched off.
  filter,         ///< Its filter rejects the occurrence.
  filter_failed,  ///< Its filter could not be evaluated, or gave neither true nor false.
};

/// As stored and reported: `filter-failed`.
[[nodiscard]] std::string_view name_of(SkipReason reason);
[[nodiscard]] std::optional<SkipReason> skip_reason_named(std::string_view name);

struct Match {
  std::optional<SkipReason> skipped;  ///< Nothing: it is sent.
  /// For people, of filters alone: the part that decided and the values it saw. At most about
  /// `json_e::kReasonBytesMax` bytes.
  std::string explanation;

  [[nodiscard]] bool passes() const { return !skipped; }
};

/// Pure. A message's id is part of some families' bodies, at which filters may look.
[[nodiscard]] Match matches(const Webhook& webhook, OccurrenceContext& context,
                            std::string_view message_id);

/// What a person is told: the explanation, or what the reason alone says; empty where it passes.
[[nodiscard]] std::string_view explanation_of(const Match& match);

/// Appends `{"passes": true}` or `{"passes": false, "reason", "explanation"}`.
void write_match(json::Writer& writer, const Match& match);

}  // namespace hookstorm
