#include "native/api/routes/route_tables.hpp"
#include "native/api/updates.hpp"

namespace hookstorm::native {

std::vector<Route> update_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/updates",
       .operation = "followUpdates",
       .summary = "Tells what is committed, as it happens",
       .description =
           "Server-sent events: `delivery` with a `delivery-resource`, `webhook` with the webhook "
           "or "
           "`meta.deleted`, `capture` with a `listed-capture`, and `reset` where not all after "
           "`Last-Event-ID` is known any more: load the lists again then, and go on.",
       .needs = Scope::deliveries_read,
       .parameters = update_filter_parameters(),
       .takes_last_event_id = true,
       .answers = {{200, "The events", {}, "text/event-stream"}},
       .errors = {{503, "too-many-under-way"}},
       .handler = handled_by(follow_updates, context)},
  };
}

}  // namespace hookstorm::native
