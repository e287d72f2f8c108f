// The resource "messages": what was accepted, and what became of it.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void list_messages(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void show_message(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
