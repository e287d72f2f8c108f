// Takes occurrences in. The answer is 202 only once the message is stored.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void accept_occurrence(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// A list of them, all or none.
void accept_occurrence_batch(const ApiContext& context, const ApiRequest& request,
                             const Reply& reply);

}  // namespace hookstorm::native
