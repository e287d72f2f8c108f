// The resource "workspaces", for who looks after the instance.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void list_workspaces(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void create_workspace(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
