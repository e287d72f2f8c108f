#include "native/api/deliveries.hpp"
#include "native/api/delivery_filter.hpp"
#include "native/api/export.hpp"
#include "native/api/pages.hpp"
#include "native/api/routes/route_tables.hpp"

namespace hookstorm::native {
namespace {

std::vector<Parameter> filter_parameters() {
  return delivery_filter_parameters({DeliveryState::pending, DeliveryState::delivered,
                                     DeliveryState::exhausted, DeliveryState::cancelled});
}

std::vector<Parameter> list_parameters() {
  return with(filter_parameters(), {page_size_parameter(), page_after_parameter()});
}

std::vector<Parameter> replay_parameters() {
  return with(delivery_filter_parameters(
                  {DeliveryState::delivered, DeliveryState::exhausted, DeliveryState::cancelled}),
              {{.name = "dry_run",
                .description = "Whether they are only counted.",
                .kind = ParameterKind::truth}});
}

}  // namespace

std::vector<Route> delivery_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/deliveries",
       .operation = "listDeliveries",
       .summary = "Lists deliveries, the newest first",
       .description = "A page may hold fewer than asked for, or none, where much was looked "
                      "through; `links.next` is null at the end alone.",
       .needs = Scope::deliveries_read,
       .parameters = list_parameters(),
       .answers = {{200, "The deliveries", "deliveries"}},
       .handler = handled_by(list_deliveries, context)},
      {.method = "GET",
       .pattern = "/v1/deliveries/{id}",
       .operation = "showDelivery",
       .summary = "Shows a delivery, its latest attempts, and the request of the last one",
       .description =
           "The request is rendered again from the webhook's revision of that time; before "
           "the first attempt, as it would be now.",
       .needs = Scope::deliveries_read,
       .answers = {{200, "The delivery", "delivery"}},
       .handler = handled_by(show_delivery, context)},
      {.method = "GET",
       .pattern = "/v1/deliveries/{id}/attempts/{number}",
       .operation = "showAttempt",
       .summary = "Shows an attempt and its request",
       .needs = Scope::deliveries_read,
       .answers = {{200, "The attempt", "attempt-with-request"}},
       .handler = handled_by(show_attempt, context)},
      {.method = "GET",
       .pattern = "/v1/export",
       .operation = "exportDeliveries",
       .summary = "Gives what became of every message as a delivery log",
       .description = "JSON lines, message by message in the order of acceptance, as `hookstorm "
                      "export` prints and `hookstorm replay` reads them. A filter by states leaves "
                      "skips out. An answer that breaks off has no last chunk.",
       .needs = Scope::deliveries_read,
       .parameters = filter_parameters(),
       .answers = {{200, "The delivery log", {}, "application/jsonl"}},
       .errors = {{503, "too-many-under-way"}},
       .handler = export_handler(context)},
  };
}

std::vector<Route> delivery_care_routes(const ApiContext& context) {
  return {
      {.method = "POST",
       .pattern = "/v1/deliveries/{id}/resend",
       .operation = "resendDelivery",
       .summary = "Sends a delivery again, whatever its state",
       .description = "It is due now, with all its retries before it, and its attempts go on being "
                      "counted. It waits where its webhook is disabled.",
       .needs = Scope::webhooks_write,
       .effect = Effect::changes,
       .answers = {{202, "It is stored", "changed-delivery"}},
       .errors = {{409, "webhook-deleted"}},
       .handler = handled_by(resend_delivery, context)},
      {.method = "POST",
       .pattern = "/v1/deliveries/{id}/cancel",
       .operation = "cancelDelivery",
       .summary = "Ends a pending delivery",
       .description = "A request that is under way is not broken off.",
       .needs = Scope::webhooks_write,
       .effect = Effect::changes,
       .answers = {{200, "The delivery as it is now", "changed-delivery"}},
       .errors = {{409, "not-pending"}},
       .handler = handled_by(cancel_delivery, context)},
      {.method = "POST",
       .pattern = "/v1/replay",
       .operation = "replayDeliveries",
       .summary = "Sends again all deliveries that the parameters mean, or counts them",
       .description =
           "Exhausted ones where no state is given. At most 100,000 at once: where the answer "
           "is not `complete`, ask again.",
       .needs = Scope::webhooks_write,
       .parameters = replay_parameters(),
       .effect = Effect::changes,
       .answers = {{200, "How many", "replay"}},
       .handler = handled_by(replay_deliveries, context)},
  };
}

}  // namespace hookstorm::native
