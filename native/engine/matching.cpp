#include "native/engine/matching.hpp"

#include <utility>

namespace hookstorm::native {

Matching match(const WebhookList& webhooks, WorkspaceKey workspace, const Occurrence& occurrence,
               std::string_view message_id) {
  Matching matching;
  OccurrenceContext context(occurrence);
  for (const auto& stored : webhooks) {
    if (stored->workspace != workspace) {
      continue;
    }
    Match outcome = matches(stored->webhook, context, message_id);
    if (outcome.passes()) {
      matching.deliveries.push_back(stored->key);
    } else {
      matching.skips.push_back({.webhook = stored->key,
                                .webhook_id = stored->webhook.id,
                                .reason = *outcome.skipped,
                                .explanation = std::move(outcome.explanation)});
    }
  }
  return matching;
}

}  // namespace hookstorm::native
