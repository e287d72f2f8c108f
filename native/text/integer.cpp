#include "native/text/integer.hpp"

#include <charconv>

namespace hookstorm::native {

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return rest == end && error == std::errc() ? std::optional(number) : std::nullopt;
}

}  // namespace hookstorm::native
