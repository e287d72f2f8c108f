// What this dispatcher is, and whether it lives.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void show_health(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void show_instance(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
