// A short GET, for the command line: a dispatcher's own answers.
#pragma once

#include <cstddef>
#include <string>

namespace hookstorm::native {

inline constexpr long kFetchTimeoutMs = 10'000;
inline constexpr std::size_t kFetchBytesMax = std::size_t{1024} * 1024;

/// The body of a 200 answer. Throws std::runtime_error that says what came instead.
[[nodiscard]] std::string fetch(const std::string& url);

}  // namespace hookstorm::native
