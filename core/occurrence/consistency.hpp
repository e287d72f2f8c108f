// Whether the records of an occurrence agree with each other.
#pragma once

#include <string_view>

#include "core/occurrence/occurrence.hpp"
#include "core/problem/problem.hpp"

namespace hookstorm {

/// Problems: `link-mismatch`, `id-mismatch`, `duration-mismatch` (errors when strict, warnings when
/// lenient), `missing-field` for a moment that the trigger implies, `duplicate-id`, and as warnings
/// in both: `link-mismatch` within a connection link, `moment-order`, `duration-mismatch` of an
/// attendance.
void check_consistency(const Occurrence& occurrence, Checking checking, std::string_view path,
                       Problems& problems);

}  // namespace hookstorm
