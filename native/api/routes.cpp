#include "native/api/routes.hpp"

#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "native/api/openapi.hpp"
#include "native/api/origin_guard.hpp"
#include "native/api/page_files.hpp"
#include "native/api/routes/route_tables.hpp"

namespace hookstorm::native {
namespace {

/// The last row: what it answers is made of all of them.
void add_document(std::vector<Route>& routes) {
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
  *document = openapi_document(routes);
}

}  // namespace

Router make_router(const ApiContext& context) {
  std::vector<Route> routes;
  for (auto* const table :
       {status_routes, webhook_routes, webhook_care_routes, occurrence_routes, message_routes,
        delivery_routes, delivery_care_routes, catalogue_routes}) {
    std::vector<Route> part = table(context);
    std::move(part.begin(), part.end(), std::back_inserter(routes));
  }
  add_document(routes);
  return Router(std::move(routes), handled_by(show_page_file, context),
                hookstorm::native::refusal_of);
}

}  // namespace hookstorm::native
