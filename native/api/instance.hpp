// What this dispatcher is.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void show_instance(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
