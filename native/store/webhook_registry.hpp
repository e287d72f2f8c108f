// The current webhooks in memory, so that matching a message reads no database.
// Owned by the writer's thread; the lists that it gives out are never changed, so that any thread
// may read them. Easy to get wrong: a list is as old as the moment it was given out, and whoever
// decides by it compares it with the one there is when the decision is stored.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "native/store/records.hpp"

namespace hookstorm::native {

/// In order of creation.
using WebhookList = std::vector<std::shared_ptr<const StoredWebhook>>;

class WebhookRegistry {
 public:
  /// Takes these, which are in order of creation, and forgets all others. What has the revision
  /// that it had stays the same object: nobody takes it for changed.
  void replace(std::vector<StoredWebhook> webhooks);

  void put(StoredWebhook webhook);
  void remove(WebhookKey key);

  [[nodiscard]] std::optional<StoredWebhook> find(std::string_view id) const;
  [[nodiscard]] std::optional<StoredWebhook> find(WebhookKey key) const;
  /// How many a workspace has.
  [[nodiscard]] std::size_t count_of(WorkspaceKey workspace) const;

  /// All of them. Each change makes another list: the same one means that nothing has changed.
  [[nodiscard]] std::shared_ptr<const WebhookList> list() const { return webhooks_; }

 private:
  std::shared_ptr<const WebhookList> webhooks_ = std::make_shared<const WebhookList>();
};

}  // namespace hookstorm::native
