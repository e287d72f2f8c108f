// Takes occurrences in. The answer is 202 only once the message is stored.
#pragma once

#include <string_view>

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

/// A parameter of samples.
inline constexpr std::string_view kTrigger = "trigger";

void accept_occurrence(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// A list of them, all or none.
void accept_occurrence_batch(const ApiContext& context, const ApiRequest& request,
                             const Reply& reply);

/// A trigger's sample for one webhook alone, which it goes to as any occurrence does.
void send_sample(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
