// The standard family: `{"type", "timestamp", "data"}`, the envelope of Standard Webhooks
// (specification 1.0, "Payload structure").
// Easy to get wrong: the timestamp says when it happened, not when it is sent; that one is in the
// header `webhook-timestamp`.
#pragma once

#include <string>

#include "core/occurrence/occurrence.hpp"

namespace hookstorm {

/// `data` holds the occurrence's canonical records.
[[nodiscard]] std::string build_standard_body(const Occurrence& occurrence);

}  // namespace hookstorm
