// The resource "deliveries": what is sent to whom, how it went, and sending it again.
#pragma once

#include <string_view>

#include "core/json/writer.hpp"
#include "native/api/message.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

struct ApiContext;

/// Appends the resource as it is listed.
void write_listed_delivery(json::Writer& writer, const ListedDelivery& delivery);

void list_deliveries(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// With its attempts, and the request of the last one.
void show_delivery(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// One attempt with its request.
void show_attempt(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void resend_delivery(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void cancel_delivery(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// Resends all that the filter means, or counts them.
void replay_deliveries(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
