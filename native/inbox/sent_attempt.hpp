// The attempts of which a capture may be what arrived: found by the message's id, which every
// request of a webhook's has in its headers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/store/store.hpp"
#include "native/store/webhook_registry.hpp"

namespace hookstorm::native {

struct SentAttempt {
  ListedDelivery delivery;
  std::optional<std::uint32_t> number;  ///< Nothing where it is not stored yet.
  std::int64_t revision = 1;            ///< Of its webhook.
  EpochMilliseconds attempted_at = 0;
};

/// The value of a header of the capture, by its name in small letters; several joined by ", " as
/// RFC 9110 has it. Nothing where there is none.
[[nodiscard]] std::optional<std::string> header_of(const CaptureHead& capture,
                                                   std::string_view name);

/// A workspace's webhooks whose URL is that of an inbox, or below it, in order of creation.
[[nodiscard]] WebhookList webhooks_to(WorkspaceKey workspace, std::string_view inbox_url,
                                      const WebhookList& webhooks);

/// At most some: those for `webhooks`, or where the message was for none of them, for others. Of
/// each the attempt whose moment the request tells, or the last one before it was captured.
[[nodiscard]] std::vector<SentAttempt> attempts_behind(StoreReader& reader, WorkspaceKey workspace,
                                                       const CaptureHead& capture,
                                                       const WebhookList& webhooks);

}  // namespace hookstorm::native
