// The table of routes, a part for each area. A handler is bound to the context, which outlives it.
#pragma once

#include <vector>

#include "native/api/route.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {

using Handle = void (*)(const ApiContext&, const ApiRequest&, const Reply&);

[[nodiscard]] inline Handler handled_by(Handle handle, const ApiContext& context) {
  return [handle, &context](const ApiRequest& request, const Reply& reply) {
    handle(context, request, reply);
  };
}

[[nodiscard]] std::vector<Route> status_routes(const ApiContext& context);
[[nodiscard]] std::vector<Route> webhook_routes(const ApiContext& context);
/// What an owner does with a webhook that is there.
[[nodiscard]] std::vector<Route> webhook_care_routes(const ApiContext& context);
[[nodiscard]] std::vector<Route> occurrence_routes(const ApiContext& context);
[[nodiscard]] std::vector<Route> message_routes(const ApiContext& context);
[[nodiscard]] std::vector<Route> delivery_routes(const ApiContext& context);
[[nodiscard]] std::vector<Route> catalogue_routes(const ApiContext& context);
[[nodiscard]] std::vector<Route> inbox_routes(const ApiContext& context);
/// What inboxes took.
[[nodiscard]] std::vector<Route> capture_routes(const ApiContext& context);
[[nodiscard]] std::vector<Route> update_routes(const ApiContext& context);
[[nodiscard]] std::vector<Route> question_routes(const ApiContext& context);
/// Who may do what, and who did what.
[[nodiscard]] std::vector<Route> access_routes(const ApiContext& context);
[[nodiscard]] std::vector<Route> session_routes(const ApiContext& context);
/// What is done with deliveries.
[[nodiscard]] std::vector<Route> delivery_care_routes(const ApiContext& context);

}  // namespace hookstorm::native
