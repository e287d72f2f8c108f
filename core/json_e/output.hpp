// Values as compact JSON, within a bound: a list that stands in itself many times is small in
// memory and enormous when written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/json/writer.hpp"
#include "core/json_e/operand.hpp"

namespace hookstorm::json_e {

enum class MemberOrder : std::uint8_t { as_given, by_name };

enum class Written : std::uint8_t { whole, too_large, function_inside };

/// Writes `operand` unless it takes more than `bytes_left` bytes, which is reduced by what was
/// written (escapes in texts are not counted).
[[nodiscard]] Written write(json::Writer& writer, const Operand& operand, MemberOrder order,
                            std::size_t& bytes_left);

/// The beginning of the value as JSON, for messages.
[[nodiscard]] std::string shown(const Operand& operand);

}  // namespace hookstorm::json_e
