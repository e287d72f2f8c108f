// The current webhooks in memory, so that matching a message reads no database.
// Owned by the writer's thread: every enqueue is decided against what the changes before it left.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "native/store/records.hpp"

namespace hookstorm::native {

class WebhookRegistry {
 public:
  /// Forgets all and takes these.
  void replace(std::vector<StoredWebhook> webhooks);

  void put(StoredWebhook webhook);
  void remove(WebhookKey key);

  [[nodiscard]] std::optional<StoredWebhook> find(std::string_view id) const;
  [[nodiscard]] std::size_t size() const { return webhooks_.size(); }

  /// For which webhooks a message of `trigger` is delivered, in order of creation.
  [[nodiscard]] Matching match(Trigger trigger) const;

 private:
  std::map<WebhookKey, StoredWebhook> webhooks_;
};

}  // namespace hookstorm::native
