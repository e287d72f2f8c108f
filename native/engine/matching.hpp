// For which webhooks an occurrence is delivered: the core's decision for each.
#pragma once

#include <string_view>

#include "core/occurrence/occurrence.hpp"
#include "native/store/webhook_registry.hpp"

namespace hookstorm::native {

/// Of the webhooks those of the workspace, in order of creation. Takes as long as the filters do:
/// up to `json_e::kFilterStepsMax` steps for each, and as many again to say why one rejects.
[[nodiscard]] Matching match(const WebhookList& webhooks, WorkspaceKey workspace,
                             const Occurrence& occurrence, std::string_view message_id);

}  // namespace hookstorm::native
