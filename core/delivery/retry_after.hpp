// How long a receiver asks to be left alone: the header Retry-After (RFC 9110, section 10.2.3).
#pragma once

#include <optional>
#include <string_view>

#include "core/delivery/retry_policy.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {

/// What is asked for beyond this is not waited for.
inline constexpr DurationMilliseconds kRetryAfterMax = 24LL * 60 * 60 * 1000;

/// The wait from `now` that the header's value asks for, in seconds or until a date, and at most
/// `kRetryAfterMax`; 0 for a date that has passed. Nothing for any other text: a value that is only
/// nearly right, such as `1.5` or `+5`, would have to be guessed at.
[[nodiscard]] std::optional<DurationMilliseconds> parse_retry_after(std::string_view text,
                                                                    EpochMilliseconds now);

}  // namespace hookstorm
