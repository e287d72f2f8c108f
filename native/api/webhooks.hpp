// The resource "webhooks". A secret is shown once, in the response to the request that
// brought it or made it.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void list_webhooks(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void create_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void show_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void update_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void delete_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
