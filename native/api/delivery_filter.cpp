#include "native/api/delivery_filter.hpp"

namespace hookstorm::native {
namespace {

constexpr std::string_view kWebhook = "filter[webhook]";
constexpr std::string_view kState = "filter[state]";
constexpr std::string_view kTrigger = "filter[trigger]";
constexpr std::string_view kSince = "filter[since]";
constexpr std::string_view kUntil = "filter[until]";
constexpr std::int64_t kUuidBytes = 36;

}  // namespace

std::vector<Parameter> message_filter_parameters() {
  return {{.name = kTrigger,
           .description = "Only those of this trigger.",
           .kind = ParameterKind::name,
           .names = trigger_names(),
           .unknown_name_code = "unknown-trigger"},
          {.name = kSince,
           .description = "Only those of messages accepted at this moment or later.",
           .kind = ParameterKind::moment},
          {.name = kUntil,
           .description = "Only those of messages accepted before this moment.",
           .kind = ParameterKind::moment}};
}

std::vector<Parameter> delivery_filter_parameters(const std::vector<DeliveryState>& states) {
  std::vector<std::string_view> names;
  names.reserve(states.size());
  for (const DeliveryState state : states) {
    names.push_back(name_of(state));
  }
  return with({{.name = kWebhook,
                .description = "Only those for the webhook with this id, be it deleted.",
                .kind = ParameterKind::text,
                .highest = kUuidBytes},
               {.name = kState,
                .description = "Only those in one of these states.",
                .kind = ParameterKind::names,
                .names = names,
                .unknown_name_code = "unknown-state"}},
              message_filter_parameters());
}

MessageFilter message_filter_of(const ApiRequest& request) {
  const MessageFilter all;
  return {.workspace = request.caller.workspace,
          .trigger = trigger_named(request.query.text(kTrigger).value_or("")),
          .since = request.query.moment(kSince).value_or(all.since),
          .until = request.query.moment(kUntil).value_or(all.until)};
}

DeliveryFilter delivery_filter_of(const ApiRequest& request) {
  DeliveryFilter filter{.message = message_filter_of(request),
                        .webhook_id = request.query.text(kWebhook),
                        .states = {}};
  for (const std::string& name : request.query.names(kState)) {
    if (const std::optional<DeliveryState> state = delivery_state_named(name)) {
      filter.states.push_back(*state);
    }
  }
  return filter;
}

std::vector<Parameter> with(std::vector<Parameter> parameters,
                            const std::vector<Parameter>& further) {
  parameters.insert(parameters.end(), further.begin(), further.end());
  return parameters;
}

}  // namespace hookstorm::native
