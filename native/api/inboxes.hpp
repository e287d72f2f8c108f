// The resource "inboxes": receivers within the instance, for looking at what is sent.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void list_inboxes(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void create_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void show_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void update_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void delete_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply);

[[nodiscard]] ApiResponse no_such_inbox_response();

}  // namespace hookstorm::native
