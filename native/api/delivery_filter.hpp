// The parameters by which messages and deliveries are chosen: the same for lists and for a replay.
#pragma once

#include <string_view>
#include <vector>

#include "native/api/message.hpp"
#include "native/api/query.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

[[nodiscard]] std::vector<Parameter> message_filter_parameters();
/// With those of messages.
[[nodiscard]] std::vector<Parameter> delivery_filter_parameters(
    const std::vector<DeliveryState>& states);

[[nodiscard]] MessageFilter message_filter_of(const ApiRequest& request);
[[nodiscard]] DeliveryFilter delivery_filter_of(const ApiRequest& request);

/// `parameters` and `further` ones.
[[nodiscard]] std::vector<Parameter> with(std::vector<Parameter> parameters,
                                          const std::vector<Parameter>& further);

}  // namespace hookstorm::native
