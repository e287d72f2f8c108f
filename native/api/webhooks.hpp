// The resource "webhooks". A secret is shown once, in the response to the request that
// brought it or made it.
#pragma once

#include <string_view>

#include "core/json/writer.hpp"
#include "native/api/message.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

struct ApiContext;

/// Parameters of their queries.
inline constexpr std::string_view kFilterEvent = "filter[event]";
inline constexpr std::string_view kUntil = "until";

/// Appends the resource as it is at `now`, without its secrets.
void write_webhook_resource(json::Writer& writer, const StoredWebhook& stored,
                            EpochMilliseconds now);

void list_webhooks(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void create_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void show_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void update_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// Gives it another secret; the old one signs along until a moment.
void rotate_webhook_secret(const ApiContext& context, const ApiRequest& request,
                           const Reply& reply);
void list_webhook_revisions(const ApiContext& context, const ApiRequest& request,
                            const Reply& reply);
void delete_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
