// What other threads tell the dispatcher's. Easy to get wrong: it is woken for the first of what
// comes together alone, since a wake-up costs a system call on both sides.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "core/delivery/webhook_health.hpp"
#include "native/dispatcher/sending_settings.hpp"
#include "native/engine/accepted_message.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

/// What an attempt says about its webhook's health.
struct HealthInput {
  Outcome outcome;
  std::uint32_t attempts = 0;  ///< That the delivery had before.
  DisablingRule rule;
  EpochMilliseconds ended_at = 0;
  std::uint32_t random = 0;

  [[nodiscard]] WebhookHealth applied_to(const WebhookHealth& health) const {
    return health_after_attempt(health, outcome, attempts, rule, ended_at, random);
  }
};

/// An attempt that has ended.
struct FinishedAttempt {
  DeliveryKey delivery = 0;
  WebhookKey webhook = 0;
  std::int64_t incarnation = 0;  ///< When it began.
  DeliveryProgress progress;     ///< After it.
  AttemptRecord record;
  std::optional<StoredHealth> health;  ///< Where it has changed.
  HealthInput input;                   ///< By which it has.
  bool disables_webhook = false;
};
using FinishedAttempts = std::vector<FinishedAttempt>;

struct Mail {
  struct Outcome {
    std::shared_ptr<const FinishedAttempts> attempts;
    bool committed = false;
  };

  bool has_changes = true;  ///< Of webhooks or of the clock.
  std::vector<AcceptedDeliveries> accepted;
  std::vector<Outcome> outcomes;
  bool is_brought_forward = false;  ///< What is stored, after the clock was set back.
  DurationMilliseconds not_brought_forward_ms = 0;  ///< Since the store failed.
  std::shared_ptr<const SendingSettings> settings;  ///< Null where they are as they were.
  std::vector<WebhookKey> look_again;               ///< What waits for these is to be read again.
  std::vector<WebhookKey> has_work;                 ///< For these there may be more in the store.
  bool is_work_freed = false;                       ///< For any of them.
  std::vector<WebhookKey> health;                   ///< Of these it was changed by others.
  std::optional<std::chrono::steady_clock::time_point> drain_until;
};

class Mailbox {
 public:
  /// Changes the mail; true where its reader is to be woken.
  template <typename Change>
  [[nodiscard]] bool put(const Change& change) {
    const std::lock_guard lock(mutex_);
    change(mail_);
    return !std::exchange(is_waiting_, true);
  }

  /// What came since the last call.
  [[nodiscard]] Mail take() {
    const std::lock_guard lock(mutex_);
    is_waiting_ = false;
    Mail mail = std::exchange(mail_, {.has_changes = false});
    mail_.drain_until = mail.drain_until;
    return mail;
  }

 private:
  std::mutex mutex_;
  Mail mail_;                ///< Guarded by `mutex_`, as the next.
  bool is_waiting_ = false;  ///< Something that the reader was woken for.
};

}  // namespace hookstorm::native
