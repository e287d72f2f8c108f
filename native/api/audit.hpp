// The audit log: who changed what.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

/// The newest first.
void list_audit(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
