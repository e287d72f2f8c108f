// What the log says of attempts and of webhooks' health.
#pragma once

#include <string_view>

#include <spdlog/logger.h>

#include "core/delivery/delivery.hpp"
#include "core/webhook/webhook.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

/// An attempt that has ended, and what the delivery goes on to.
void log_attempt(spdlog::logger& log, std::string_view message_id, const Webhook& webhook,
                 const AttemptRecord& attempt, const DeliveryProgress& next);

/// Where the health says something new: disabled, throttled, or well again.
void log_health(spdlog::logger& log, const Webhook& webhook, const WebhookHealth& before,
                const WebhookHealth& after);

}  // namespace hookstorm::native
