// Creates, changes and deletes webhooks, each decided and stored on the writer's thread, so that
// two changes at once never lose one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "native/access/caller.hpp"
#include "native/store/writer.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {

/// In a workspace.
inline constexpr std::size_t kWebhooksMax = 10'000;

struct ChangeOutcome {
  enum class Kind : std::uint8_t { stored, not_found, too_many, refused, failed };

  Kind kind = Kind::failed;
  std::optional<StoredWebhook> webhook;  ///< As it is now, where stored and not deleted.
  Problems problems;                     ///< Where refused.
};

/// Switches a webhook off, on the writer's thread: what its health's `disabled` means. It is a
/// revision like any other change, and one that switches it on again makes it healthy. Nothing
/// where the webhook is deleted or switched off already.
void disable_webhook(Store& store, WebhookRegistry& registry, WebhookKey key,
                     EpochMilliseconds now);

class WebhookChanges {
 public:
  /// Called after the commit, on the writer's thread.
  using Done = std::function<void(ChangeOutcome)>;
  /// Makes the new configuration of the present one; called on the writer's thread.
  using Change = std::function<Result<Webhook>(const Webhook&)>;

  /// `on_change` is called after each commit, on the writer's thread.
  WebhookChanges(Writer& writer, Clock clock, RandomBytes random, std::function<void()> on_change);

  /// Gives the webhook an id, and a secret where it has none. All this happens in the caller's
  /// workspace, and is written down as their doing. These return false where the queue is full;
  /// nothing happens then.
  [[nodiscard]] bool create(const Caller& caller, Webhook webhook, Done done);
  /// A change that changes nothing makes no revision. The id stays. One of the URL, or that
  /// switches the webhook on, makes it healthy.
  [[nodiscard]] bool update(const Caller& caller, std::string id, Change change, Done done);
  /// A new secret; the old one signs along until `until`.
  [[nodiscard]] bool rotate_secret(const Caller& caller, std::string id, EpochMilliseconds until,
                                   Done done);
  [[nodiscard]] bool remove(const Caller& caller, std::string id, Done done);

 private:
  using Decide = std::function<ChangeOutcome(Store&, WebhookRegistry&)>;

  bool change(const Caller& caller, std::string id, AuditAction action, Change change, Done done);
  bool submit(Decide decide, Done done);

  Writer& writer_;
  Clock clock_;
  RandomBytes random_;
  std::function<void()> on_change_;
};

}  // namespace hookstorm::native
