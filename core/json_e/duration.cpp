#include "core/json_e/duration.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "core/json_e/characters.hpp"
#include "core/json_e/number.hpp"
#include "core/text/ascii.hpp"

namespace hookstorm::json_e {
namespace {

struct Unit {
  std::array<std::string_view, 4> names;
  double milliseconds;
};

constexpr double kSecond = 1000;
constexpr double kDay = 24 * 60 * 60 * kSecond;
constexpr std::array<Unit, 7> kUnits = {{
    {{"y", "year", "years", "yr"}, 365 * kDay},
    {{"months", "month", "mo", ""}, 30 * kDay},
    {{"weeks", "week", "wk", "w"}, 7 * kDay},
    {{"days", "day", "d", ""}, kDay},
    {{"hours", "hour", "hr", "h"}, 60 * 60 * kSecond},
    {{"minutes", "minute", "min", "m"}, 60 * kSecond},
    {{"seconds", "second", "sec", "s"}, kSecond},
}};

/// The longest beginning of `text` in which every character satisfies `wanted`; taken off it.
template <typename Predicate>
std::string_view take_while(std::string_view& text, Predicate wanted) {
  const auto end = std::find_if_not(text.begin(), text.end(), wanted);
  const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

}  // namespace

std::optional<double> parse_duration(std::string_view text) {
  std::string_view rest = stripped(text);
  double sign = 1;
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
    sign = rest.front() == '-' ? -1 : 1;
    rest.remove_prefix(1);
  }
  double milliseconds = 0;
  std::size_t next_unit = 0;
  for (rest = stripped_left(rest); !rest.empty(); rest = stripped_left(rest)) {
    const std::string_view digits = take_while(rest, ascii::is_digit);
    rest = stripped_left(rest);
    const std::string name = ascii::to_lower(take_while(rest, ascii::is_letter));
    const auto unit = std::find_if(kUnits.begin() + static_cast<std::ptrdiff_t>(next_unit),
                                   kUnits.end(), [&](const Unit& known) {
                                     return std::find(known.names.begin(), known.names.end(),
                                                      name) != known.names.end();
                                   });
    if (digits.empty() || name.empty() || unit == kUnits.end()) {
      return std::nullopt;
    }
    milliseconds += parse_decimal(digits) * unit->milliseconds;
    next_unit = static_cast<std::size_t>(unit - kUnits.begin()) + 1;
  }
  return sign * milliseconds;
}

}  // namespace hookstorm::json_e
