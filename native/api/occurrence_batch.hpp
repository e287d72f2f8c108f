// The document in which many occurrences are sent here at once: a list of them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/problem/result.hpp"
#include "native/engine/intake.hpp"

namespace hookstorm::native {

inline constexpr std::size_t kBatchMax = 100;

/// Every occurrence of the list, or the problems of all, whose paths begin with the index. Errors
/// beside those of `check_occurrence`: `wrong-type`, `no-occurrence`, `too-many`.
[[nodiscard]] Result<std::vector<Submission::Item>> parse_occurrence_batch(std::string_view body,
                                                                           Checking checking);

}  // namespace hookstorm::native
