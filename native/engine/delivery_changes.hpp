// Sends deliveries again and cancels them, each decided and stored on the writer's thread. What is
// sent again waits like any retry: it takes turns with everything else, and outlives the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "native/store/writer.hpp"
#include "native/system/clock.hpp"

namespace hookstorm::native {

/// Which delivery is meant, and whose it is.
struct DeliveryName {
  WorkspaceKey workspace = kNoWorkspace;
  std::string message_id;
  std::string webhook_id;
};

struct DeliveryOutcome {
  enum class Kind : std::uint8_t {
    stored,
    not_found,
    webhook_deleted,
    not_pending,  ///< So that there is nothing to cancel.
    failed,
  };

  Kind kind = Kind::failed;
  std::optional<ListedDelivery> delivery;  ///< As it is now, where stored.
};

/// Which deliveries are replayed, and whether they are only counted.
struct ReplayRequest {
  DeliveryFilter filter;
  bool is_dry_run = false;
};

struct ReplayOutcome {
  std::int64_t found = 0;  ///< Whose webhooks are not deleted.
  std::int64_t sent_again = 0;
  bool is_complete = false;  ///< There are no more of them.
  bool failed = false;       ///< The store failed; what was sent again before stays so.
};

class DeliveryChanges {
 public:
  /// As many are sent again by one replay.
  static constexpr std::int64_t kReplayMax = 100'000;

  /// Called after the commit, on the writer's thread.
  using Done = std::function<void(DeliveryOutcome)>;
  using ReplayDone = std::function<void(ReplayOutcome)>;
  /// Hears which webhooks' deliveries have changed, after the commit, on the writer's thread.
  using OnChange = std::function<void(const std::vector<WebhookKey>&)>;

  DeliveryChanges(Writer& writer, Clock clock, OnChange on_change);

  /// Makes the delivery of a message for a webhook due now, with all its retries before it. These
  /// return false where the queue is full; nothing happens then.
  [[nodiscard]] bool send_again(const DeliveryName& name, Done done);
  /// Ends a pending delivery. A request that is under way is not broken off.
  [[nodiscard]] bool cancel(const DeliveryName& name, Done done);
  /// Sends again what the filter means, in small steps between the writer's other work. Each step
  /// is committed by itself, so that one that is broken off can be begun again.
  [[nodiscard]] bool replay(ReplayRequest request, ReplayDone done);

 private:
  using Decide = std::function<DeliveryOutcome(Store&, WebhookRegistry&, const ListedDelivery&)>;

  bool submit(const DeliveryName& name, Decide decide, Done done);

  Writer& writer_;
  Clock clock_;
  OnChange on_change_;
};

}  // namespace hookstorm::native
