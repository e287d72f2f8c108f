// What waits for webhooks that are deleted: cancelled by and by, since cancelling millions at once
// would hold everything else up, and since others may accept something for a webhook at the very
// moment at which it is deleted.
#pragma once

#include <cstddef>
#include <cstdint>

#include "native/store/postgres/database.hpp"

namespace hookstorm::native::postgres {

/// Cancels at most `limit` that were never tried, and as many that were, of all deleted webhooks;
/// within a transaction. Gives how many: 0 where nothing waits for any of them.
std::size_t cancel_for_deleted(Database& database, std::int64_t limit);

}  // namespace hookstorm::native::postgres
