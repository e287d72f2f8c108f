#include "native/api/routes.hpp"

#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "native/api/inbox_receiver.hpp"
#include "native/api/openapi.hpp"
#include "native/api/page_files.hpp"
#include "native/api/routes/route_tables.hpp"

namespace hookstorm::native {
namespace {

/// The last row: what it answers is made of all of them.
void add_document(std::vector<Route>& routes, AccessMode mode) {
  const auto document = std::make_shared<std::string>();
  routes.push_back({.method = "GET",
                    .pattern = "/openapi.json",
                    .operation = "showDocument",
                    .summary = "This document",
                    .needs = Scope::none,
                    .answers = {{200, "An OpenAPI 3.1 document", "openapi"}},
                    .handler = [document](const ApiRequest& /*request*/, const Reply& reply) {
                      reply({.body = *document});
                    }});
  *document = openapi_document(routes, mode);
}

/// What none of the routes is for.
void handle_other(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  if (is_for_inbox(request.target)) {
    receive_for_inbox(context, request, reply);
  } else {
    show_page_file(context, request, reply);
  }
}

/// Anybody may send to an inbox, by whatever name and from whatever page.
Router::Admit admitting(const ApiContext& context) {
  return [admit = Admitting(context.access_mode, context.access, context.access_changes,
                            context.clock)](const ApiRequest& request, Scope needed) {
    return is_for_inbox(request.target) ? Admission{} : admit(request, needed);
  };
}

}  // namespace

HttpTargetsOf ApiContext::http_targets_of() const {
  return [own_inboxes = own_inboxes, otherwise = http_targets](std::string_view url) {
    return own_inboxes.is_meant_by(url) ? HttpTargets::allowed : otherwise;
  };
}

Router make_router(const ApiContext& context) {
  std::vector<Route> routes;
  for (auto* const table :
       {status_routes, webhook_routes, webhook_care_routes, occurrence_routes, message_routes,
        delivery_routes, delivery_care_routes, update_routes, question_routes, inbox_routes,
        capture_routes, catalogue_routes, access_routes, session_routes}) {
    std::vector<Route> part = table(context);
    std::move(part.begin(), part.end(), std::back_inserter(routes));
  }
  add_document(routes, context.access_mode);
  return Router(std::move(routes), handled_by(handle_other, context), admitting(context));
}

}  // namespace hookstorm::native
