// Deliveries as they are listed, in one round trip: live updates read each that changes.
#pragma once

#include <vector>

#include "native/store/postgres/database.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native::postgres {

/// With what their messages and webhooks say, in the order of `keys`. Those are left out that are
/// not there, or whose messages are not.
[[nodiscard]] std::vector<ListedDelivery> read_listed_deliveries(
    Database& database, const std::vector<DeliveryKey>& keys);

}  // namespace hookstorm::native::postgres
