// Signing in to the page, and out: a session is kept in a cookie that no script reads.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

/// Who asks, and what they may do.
void show_session(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// By a token, or by the code of the sign-in link.
void sign_in(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void sign_out(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
