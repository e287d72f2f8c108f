// Requests of the command line: a dispatcher's own answers.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace hookstorm::native {

inline constexpr long kFetchTimeoutMs = 20'000;
inline constexpr std::size_t kFetchBytesMax = std::size_t{16} * 1024 * 1024;

/// Nobody answers, or not to the end; says why.
class NoAnswerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Fetched {
  int status = 0;
  std::string body;
};

/// Sends `document`, where there is one, as JSON, and `token`, where it is not empty. Throws
/// NoAnswerError where no whole answer comes.
[[nodiscard]] Fetched fetch(const std::string& method, const std::string& url,
                            const std::optional<std::string>& document = std::nullopt,
                            const std::string& token = "");

/// Gets what may be long and take long: of status 200 the body goes to `take` as it comes, of any
/// other it is given. The same is thrown where the answer does not come to its end or nothing
/// comes for `kFetchTimeoutMs`, and what `take` throws.
[[nodiscard]] Fetched fetch_stream(const std::string& url,
                                   const std::function<void(std::string_view)>& take,
                                   const std::string& token = "");

}  // namespace hookstorm::native
