// What waits for a webhook, taken up by one dispatcher, so that no other one has it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "native/store/postgres/database.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native::postgres {

/// Each function gives what the dispatcher has claimed before and takes up more where that is less
/// than `limit`.
class Claims {
 public:
  Claims(Database& database, std::int64_t dispatcher)
      : database_(database), dispatcher_(dispatcher) {}

  /// In ascending order of keys.
  [[nodiscard]] std::vector<PendingDelivery> first_attempts(WebhookKey webhook, std::size_t limit);
  [[nodiscard]] DueRetries due_retries(WebhookKey webhook, EpochMilliseconds now,
                                       std::size_t limit);

  /// Whether the dispatcher owns the webhook, from here on or before.
  [[nodiscard]] bool own(WebhookKey webhook);
  /// What the dispatcher has claimed is free again, but for `held`, and others are told.
  void let_go(WebhookKey webhook, const std::vector<DeliveryKey>& held);

 private:
  Database& database_;
  std::int64_t dispatcher_;
};

}  // namespace hookstorm::native::postgres
