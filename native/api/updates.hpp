// What is committed, as server-sent events.
#pragma once

#include <string_view>
#include <vector>

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

inline constexpr std::string_view kLastEventId = "Last-Event-ID";

[[nodiscard]] std::vector<Parameter> update_filter_parameters();

void follow_updates(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
