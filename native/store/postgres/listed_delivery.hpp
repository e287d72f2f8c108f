// One delivery as it is listed, in one round trip: live updates read each that changes.
#pragma once

#include <optional>

#include "native/store/postgres/database.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native::postgres {

/// With what its message and its webhook say. Nothing where it is not there, or its message is not.
[[nodiscard]] std::optional<ListedDelivery> read_listed_delivery(Database& database,
                                                                 DeliveryKey key);

}  // namespace hookstorm::native::postgres
