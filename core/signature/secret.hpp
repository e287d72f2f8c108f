// A signing secret of Standard Webhooks: `whsec_` and the base64 of 24 to 64 random bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/problem/result.hpp"

namespace hookstorm {

inline constexpr std::size_t kSecretBytesMin = 24;
inline constexpr std::size_t kSecretBytesMax = 64;

struct Secret {
  std::string key;  ///< The bytes that sign; never shown as they are.

  /// `whsec_…`
  [[nodiscard]] std::string text() const;
};

/// Error at `path`: `invalid-secret`.
[[nodiscard]] Result<Secret> parse_secret(std::string_view text, std::string_view path);

}  // namespace hookstorm
