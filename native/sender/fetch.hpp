// A short request without a body, for the command line: a dispatcher's own answers.
#pragma once

#include <cstddef>
#include <string>

namespace hookstorm::native {

inline constexpr long kFetchTimeoutMs = 10'000;
inline constexpr std::size_t kFetchBytesMax = std::size_t{8} * 1024 * 1024;

struct Fetched {
  int status = 0;
  std::string body;
};

/// Throws std::runtime_error, saying why, where no whole answer comes.
[[nodiscard]] Fetched fetch(const std::string& method, const std::string& url);

}  // namespace hookstorm::native
