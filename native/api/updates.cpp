#include "native/api/updates.hpp"

#include <optional>
#include <string>
#include <utility>

#include "core/text/ascii.hpp"
#include "native/api/delivery_filter.hpp"
#include "native/api/errors.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {
namespace {

constexpr std::string_view kType = "filter[type]";
constexpr std::string_view kSince = "filter[since]";
constexpr std::string_view kUntil = "filter[until]";

std::optional<UpdateKind> kind_named(std::string_view type) {
  if (type == "deliveries") {
    return UpdateKind::delivery;
  }
  if (type == "webhooks") {
    return UpdateKind::webhook;
  }
  return type == "captures" ? std::optional(UpdateKind::capture) : std::nullopt;
}

UpdateFilter filter_of(const ApiRequest& request) {
  const DeliveryFilter deliveries = delivery_filter_of(request);
  UpdateFilter filter{.workspace = request.caller.workspace,
                      .kinds = {},
                      .webhook_id = deliveries.webhook_id,
                      .states = deliveries.states,
                      .trigger = deliveries.message.trigger};
  for (const std::string& type : request.query.names(kType)) {
    if (const std::optional<UpdateKind> kind = kind_named(type)) {
      filter.kinds.push_back(*kind);
    }
  }
  return filter;
}

std::optional<std::string> last_event_id_of(const ApiRequest& request) {
  std::optional<std::string> id = request.header(ascii::to_lower(kLastEventId));
  return id && !id->empty() ? std::move(id) : std::nullopt;
}

}  // namespace

/// Those of deliveries, but for time: what comes is of now.
std::vector<Parameter> update_filter_parameters() {
  std::vector<Parameter> parameters =
      delivery_filter_parameters({DeliveryState::pending, DeliveryState::delivered,
                                  DeliveryState::exhausted, DeliveryState::cancelled});
  std::erase_if(parameters, [](const Parameter& parameter) {
    return parameter.name == kSince || parameter.name == kUntil;
  });
  return with(std::move(parameters), {{.name = kType,
                                       .description = "Only updates of these.",
                                       .kind = ParameterKind::names,
                                       .names = {"deliveries", "webhooks", "captures"},
                                       .unknown_name_code = "unknown-type"}});
}

void follow_updates(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  std::shared_ptr<BodyStream> stream =
      context.updates.subscribe(filter_of(request), last_event_id_of(request));
  if (!stream) {
    reply(too_many_under_way_response());
    return;
  }
  reply({.content_type = "text/event-stream",
         .headers = {{"X-Accel-Buffering", "no"}},  // Or a proxy keeps events back.
         .stream = std::move(stream)});
}

}  // namespace hookstorm::native
