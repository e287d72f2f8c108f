// "Did you mean …?": the known name nearest to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace hookstorm {

/// ` Did you mean "…"?` for the nearest of `known` within two edits of `given`, or nothing.
[[nodiscard]] std::string suggestion(std::string_view given,
                                     std::span<const std::string_view> known);

}  // namespace hookstorm
