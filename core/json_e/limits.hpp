// How much an expression or a template may ask for. Whatever somebody writes, compiling it and
// rendering it ends soon, in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/json/parser.hpp"

namespace hookstorm::json_e {

inline constexpr std::size_t kExpressionBytesMax = 4096;
inline constexpr std::size_t kExpressionDepthMax = 64;  ///< Levels of the expression's tree.
/// Names and texts of a template, and 8 for each of its values.
inline constexpr std::size_t kTemplateBytesMax = 256UL * 1024;
inline constexpr std::size_t kTemplateDepthMax = json::kDepthMax;

/// A step is one operation, one value looked at, or `kPlacesPerStep` bytes of text moved or names
/// compared.
inline constexpr std::uint32_t kStepsMax = 1'000'000;
/// Of a filter, and again of what says why it rejects: many filters are asked of one occurrence.
inline constexpr std::uint32_t kFilterStepsMax = 100'000;
inline constexpr std::size_t kPlacesPerStep = 16;
inline constexpr std::size_t kWorkBytesMax = 8UL * 1024 * 1024;  ///< Values computed on the way.
inline constexpr std::size_t kTextBytesMax = 1024UL * 1024;      ///< One computed text.
inline constexpr std::size_t kRangeItemsMax = 10'000;
inline constexpr std::size_t kValueDepthMax = 64;  ///< Levels of a computed list or object.
inline constexpr std::size_t kOutputBytesMax = 1024UL * 1024;
inline constexpr std::size_t kReasonBytesMax =
    1000;  ///< Why a filter did not pass; "…" not counted.

}  // namespace hookstorm::json_e
