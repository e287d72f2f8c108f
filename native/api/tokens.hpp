// The resource "tokens": who may do what. A token itself is shown once, in the answer to the
// request that made it.
#pragma once

#include <string_view>

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

/// A parameter of the list's query.
inline constexpr std::string_view kFilterWorkspace = "filter[workspace]";

/// Those of the caller's workspace; who looks after the instance may name another one.
void list_tokens(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void create_token(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void revoke_token(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
