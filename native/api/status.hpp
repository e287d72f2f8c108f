// How the dispatcher is: for load balancers, for Prometheus and for `hookstorm status`.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

/// 200 as long as requests are answered at all.
void show_health(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// 200 where the store takes changes, else 503.
void show_readiness(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void show_metrics(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void show_status(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
