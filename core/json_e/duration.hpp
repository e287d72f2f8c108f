// Spans of time as JSON-e writes them: "2 days 3 hours", "-30 mo", "1h".
#pragma once

#include <optional>
#include <string_view>

namespace hookstorm::json_e {

/// Milliseconds, which may be more than an integer holds. Units come in the order years, months (30
/// days), weeks, days, hours, minutes, seconds, each at most once; an empty text is 0. Nothing for
/// other texts.
[[nodiscard]] std::optional<double> parse_duration(std::string_view text);

}  // namespace hookstorm::json_e
