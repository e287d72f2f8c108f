// Other processes that work on the same store. From any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "native/store/records.hpp"

namespace hookstorm::native {

/// Of those alive, in an order that all agree on, which one this is.
struct Share {
  std::int64_t rank = 0;
  std::int64_t count = 1;

  bool operator==(const Share&) const = default;
};

/// What others have done. It may be told twice, or without anything having been done.
struct PeerNews {
  bool webhooks_changed = false;
  bool access_changed = false;       ///< Workspaces, tokens or sessions.
  bool work_freed = false;           ///< Of any webhook: somebody has ended.
  std::vector<WebhookKey> has_work;  ///< Of these something was stored that is free.
  std::vector<WebhookKey> health;    ///< Of these it has changed.
  CommittedChanges committed = {};   ///< Where this process wants to hear it.
  bool has_gap = false;              ///< Something of that may have been missed.
};

class Peers {
 public:
  Peers() = default;
  virtual ~Peers() = default;
  Peers(const Peers&) = delete;
  Peers& operator=(const Peers&) = delete;
  Peers(Peers&&) = delete;
  Peers& operator=(Peers&&) = delete;

  /// Under which this process has what it has claimed; another number each time it was taken for
  /// dead and came back, and 0 while it may be: then nothing is to be begun.
  [[nodiscard]] virtual std::int64_t incarnation() const = 0;
  [[nodiscard]] virtual Share share() const = 0;

  /// Whether what is accepted here for the webhook is left free for others.
  virtual void leave_free(WebhookKey webhook, bool is_left) = 0;

  /// Whether this process wants to hear what others commit; nobody tells it where nobody does.
  virtual void want_changes(bool are_wanted) = 0;
  /// Tells those others who want to hear it what was committed here, those included who only come
  /// to want it within the next seconds.
  virtual void tell(const CommittedChanges& changes) = 0;

  /// From here on this process says that it is alive, and hears of others, on a thread of its own.
  virtual void follow(std::function<void(const PeerNews&)> on_news) = 0;
  /// Nothing is heard any more, and what was claimed is let go.
  virtual void leave() = 0;
};

}  // namespace hookstorm::native
