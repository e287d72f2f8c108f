// The resource "captures": requests that an inbox took, checked, compared with what was sent, and
// sent on.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void list_captures(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// With its body, the check of its signature, and the comparison with what was sent.
void show_capture(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// Checks its signature by a secret that is given.
void check_capture(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// Sends it to another URL.
void forward_capture(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void clear_captures(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
