#include "native/api/updates.hpp"

#include <functional>
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

/// Leaves out what the caller may not see. False where nothing is left.
bool leave_what_may_be_seen(UpdateFilter& filter, const Caller& caller) {
  if (caller.may(Scope::webhooks_read)) {
    return true;
  }
  if (filter.kinds.empty()) {
    filter.kinds = {UpdateKind::delivery, UpdateKind::capture};
  }
  std::erase(filter.kinds, UpdateKind::webhook);
  return !filter.kinds.empty();
}

/// Whether who sent the request would be let in now as well.
std::function<bool()> is_still_known(const ApiContext& context, const ApiRequest& request) {
  if (context.access_mode == AccessMode::open) {
    return [] { return true; };
  }
  return [&access = context.access, clock = context.clock, request] {
    return sender_of(request, access, clock()).has_value();
  };
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
  UpdateFilter filter = filter_of(request);
  if (!leave_what_may_be_seen(filter, request.caller)) {
    reply(scope_missing_response(Scope::webhooks_read));
    return;
  }
  std::shared_ptr<BodyStream> stream = context.updates.subscribe(
      std::move(filter), last_event_id_of(request), is_still_known(context, request));
  if (!stream) {
    reply(too_many_under_way_response());
    return;
  }
  reply({.content_type = "text/event-stream",
         .headers = {{"X-Accel-Buffering", "no"}},  // Or a proxy keeps events back.
         .stream = std::move(stream)});
}

}  // namespace hookstorm::native
