#include "native/api/routes.hpp"

#include "native/api/instance.hpp"
#include "native/api/messages.hpp"
#include "native/api/occurrences.hpp"
#include "native/api/page_files.hpp"
#include "native/api/status.hpp"
#include "native/api/webhooks.hpp"

namespace hookstorm::native {
namespace {

using Handle = void (*)(const ApiContext&, const ApiRequest&, const Reply&);

Handler bound(Handle handle, const ApiContext& context) {
  return [handle, &context](const ApiRequest& request, const Reply& reply) {
    handle(context, request, reply);
  };
}

}  // namespace

Router make_router(const ApiContext& context) {
  const auto route = [&context](std::string_view method, std::string_view pattern, Body body,
                                Handle handle) {
    return Route{method, pattern, body, bound(handle, context)};
  };
  return Router(
      {
          route("GET", "/healthz", Body::none, show_health),
          route("GET", "/readyz", Body::none, show_readiness),
          route("GET", "/metrics", Body::none, show_metrics),
          route("GET", "/v1/status", Body::none, show_status),
          route("GET", "/v1/instance", Body::none, show_instance),
          route("GET", "/v1/webhooks", Body::none, list_webhooks),
          route("POST", "/v1/webhooks", Body::json, create_webhook),
          route("GET", "/v1/webhooks/{id}", Body::none, show_webhook),
          route("PATCH", "/v1/webhooks/{id}", Body::json, update_webhook),
          route("DELETE", "/v1/webhooks/{id}", Body::none, delete_webhook),
          route("POST", "/v1/occurrences", Body::json, accept_occurrence),
          route("POST", "/v1/occurrences/batch", Body::json, accept_occurrence_batch),
          route("GET", "/v1/messages/{id}", Body::none, show_message),
      },
      bound(show_page_file, context));
}

}  // namespace hookstorm::native
