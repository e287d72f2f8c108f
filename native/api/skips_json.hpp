// Why webhooks were skipped, as JSON.
#pragma once

#include <vector>

#include "core/json/writer.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

/// Appends `[{"webhook_id", "reason", "explanation"}, …]`; only filters explain themselves.
void write_skips(json::Writer& writer, const std::vector<Skip>& skips);

}  // namespace hookstorm::native
