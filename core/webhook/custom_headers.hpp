// Headers that a webhook's owner adds to its requests, such as an access token for the receiver.
// Easy to get wrong: a line break in a value would be a header of its own, and a second
// Content-Length another body.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/json/value.hpp"
#include "core/problem/result.hpp"
#include "core/request/header.hpp"

namespace hookstorm {

inline constexpr std::size_t kCustomHeadersMax = 20;
inline constexpr std::size_t kHeaderNameBytesMax = 100;
inline constexpr std::size_t kHeaderValueBytesMax = 4096;

/// The members of `object`, in order. Errors below `path`: `wrong-type`, `too-long`,
/// `invalid-header-name` (no token of RFC 9110, section 5.6.2), `reserved-header` (set by the
/// request itself, by the connection, or by a signature), `duplicate-header` (whatever the case),
/// `invalid-header-value` (not visible ASCII with spaces and tabs inside; RFC 9110, section 5.5),
/// `header-holds-secret` (a signing secret, which must not leave).
[[nodiscard]] Result<std::vector<Header>> check_custom_headers(const json::Value& object,
                                                               std::string_view path);

}  // namespace hookstorm
