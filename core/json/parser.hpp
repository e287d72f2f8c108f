// Reads a JSON text (RFC 8259) into a tree, strictly and within limits.
// Easy to get wrong: text after the document is an error, and so is a name given twice in an
// object; many parsers let both pass.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/json/value.hpp"
#include "core/problem/result.hpp"

namespace hookstorm::json {

inline constexpr std::size_t kDocumentBytesMax = 2UL * 1024 * 1024;
inline constexpr std::size_t kDepthMax = 32;

/// Errors: `too-large`, `invalid-json`, `trailing-data`, `duplicate-name`, `too-deep`.
[[nodiscard]] Result<Value> parse(std::string_view text, std::size_t bytes_max = kDocumentBytesMax);

}  // namespace hookstorm::json
