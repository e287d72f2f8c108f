// Numbers read from and written as decimal digits exactly as JavaScript does: to the nearest
// double, and with the fewest digits that give the same double again. Done with whole numbers of
// any size, so that the program and WebAssembly give the same digits whatever their C libraries do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hookstorm::json_e {

/// The double nearest to a decimal literal (`-?digits[.digits][e[±]digits]`; digits may be missing
/// on one side of the point), ties to even; infinite beyond the greatest. `literal` is well-formed.
[[nodiscard]] double parse_decimal(std::string_view literal);

/// What JavaScript's `Number(text)` gives; nothing where that is NaN or infinite.
[[nodiscard]] std::optional<double> number_of_text(std::string_view text);

/// What JavaScript's `String(number)` gives (ECMA-262, Number::toString). `number` is finite.
[[nodiscard]] std::string number_text(double number);

}  // namespace hookstorm::json_e
