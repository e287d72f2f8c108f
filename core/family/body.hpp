// The body that an occurrence becomes for a webhook: the bytes that are previewed, signed and sent.
#pragma once

#include <string>
#include <string_view>

#include "core/family/family.hpp"
#include "core/occurrence/occurrence.hpp"

namespace hookstorm {

/// Compact JSON in UTF-8, members in the family's order. `webhook_id` stands in the extended
/// family's `meta`. Pure: the same arguments give the same bytes, on every platform.
[[nodiscard]] std::string build_body(const Occurrence& occurrence, Family family,
                                     std::string_view webhook_id);

}  // namespace hookstorm
