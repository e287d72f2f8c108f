// What lies below /in/: anybody may send to an inbox, from anywhere, by any method, and gets the
// answer that its owner chose.
// Easy to get wrong: the answer comes from the same origin as the page, and must have no power over
// it in a browser.
#pragma once

#include <string_view>

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

/// Whether a request goes to an inbox, by its target.
[[nodiscard]] bool is_for_inbox(std::string_view target);

/// Answers once it is stored, and its inbox's delay is over.
void receive_for_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
