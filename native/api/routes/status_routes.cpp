#include "native/api/instance.hpp"
#include "native/api/routes/route_tables.hpp"
#include "native/api/status.hpp"

namespace hookstorm::native {

std::vector<Route> status_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/healthz",
       .operation = "showHealth",
       .summary = "Says that the process answers",
       .needs = Scope::none,
       .answers = {{200, "It does", "health"}},
       .handler = handled_by(show_health, context)},
      {.method = "GET",
       .pattern = "/readyz",
       .operation = "showReadiness",
       .summary = "Says whether the store takes changes",
       .needs = Scope::none,
       .answers = {{200, "It does", "readiness"}},
       .errors = {{503, "not-ready"}},
       .handler = handled_by(show_readiness, context)},
      {.method = "GET",
       .pattern = "/metrics",
       .operation = "showMetrics",
       .summary = "Counters and gauges for Prometheus",
       .needs = Scope::instance,
       .answers = {{200, "Prometheus' text format", "",
                    "text/plain; version=0.0.4; charset=utf-8"}},
       .handler = handled_by(show_metrics, context)},
      {.method = "GET",
       .pattern = "/v1/status",
       .operation = "showStatus",
       .summary = "Webhooks, requests under way, what waits and since when",
       .needs = Scope::deliveries_read,
       .answers = {{200, "How things are", "status"}},
       .handler = handled_by(show_status, context)},
      {.method = "GET",
       .pattern = "/v1/instance",
       .operation = "showInstance",
       .summary = "The version, and whether plain http targets are allowed",
       .needs = Scope::any,
       .answers = {{200, "What this dispatcher is", "instance"}},
       .handler = handled_by(show_instance, context)},
  };
}

}  // namespace hookstorm::native
