// The health of webhooks, to which the attempts of several processes contribute.
#pragma once

#include <cstdint>

#include "native/store/postgres/database.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native::postgres {

enum class Reading : std::uint8_t { as_it_is, to_be_changed };

/// Where it is to be changed, nobody else changes it until the end of the transaction.
[[nodiscard]] StoredHealth read_health_of(Database& database, WebhookKey webhook, Reading reading);

/// False where it was reset, or another version was recorded, since the one that it is based on.
[[nodiscard]] bool record_health_of(Database& database, WebhookKey webhook,
                                    const StoredHealth& stored);

}  // namespace hookstorm::native::postgres
