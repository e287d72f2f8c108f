// The log that the dispatcher exports: JSON lines, each one delivery or one skip with all that is
// needed to render its request again (docs/delivery-log.md).
// Easy to get wrong: a log holds no signing secret, so its requests are those before they are
// signed; but a webhook's own headers are in it as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery/delivery.hpp"
#include "core/matching/matching.hpp"
#include "core/problem/result.hpp"
#include "core/record/checking.hpp"
#include "core/time/timestamp.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm {

/// Room for an occurrence of the largest size with every byte escaped, and a webhook beside it.
inline constexpr std::size_t kLogLineBytesMax = std::size_t{8} * 1024 * 1024;

struct LoggedAttempt {
  std::int64_t number = 1;  ///< Within its delivery, from 1.
  EpochMilliseconds attempted_at = 0;
  std::int64_t duration_ms = 0;
  std::int64_t webhook_revision = 1;
  std::optional<int> status;           ///< Of a complete answer.
  std::optional<std::string> failure;  ///< For people, where no complete answer came.
};

/// What a line is written of.
struct LogEntry {
  std::string_view message_id;
  EpochMilliseconds accepted_at = 0;
  Checking checking = Checking::strict;  ///< With which the occurrence was accepted.
  std::string_view occurrence;           ///< Byte for byte as it was accepted.
  const Webhook* webhook = nullptr;      ///< As of `webhook_revision`.
  std::int64_t webhook_revision = 1;     ///< That of the last attempt, where there is one.
  std::optional<Match> skip;             ///< Of a skip: why there is no delivery.
  DeliveryState state = DeliveryState::pending;
  std::vector<LoggedAttempt> attempts;
};

/// What a line says, as far as a replay asks.
struct LoggedDelivery {
  std::string message_id;
  std::string occurrence;
  Checking checking = Checking::strict;
  Webhook webhook;
  bool is_skip = false;
  EpochMilliseconds attempted_at = 0;  ///< Of the last attempt, or when the message was accepted.
};

/// The line, without its end.
[[nodiscard]] std::string log_line(const LogEntry& entry);

/// Members that it does not know are let pass: the format may grow. Errors: those of `json::parse`,
/// those of `check_webhook` below `/webhook`, and `wrong-type`, `missing-field`, `unknown-type`,
/// `unknown-checking`, `invalid-moment`, `invalid-message-id`.
[[nodiscard]] Result<LoggedDelivery> parse_log_line(std::string_view line);

}  // namespace hookstorm
