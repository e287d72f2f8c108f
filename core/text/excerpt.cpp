#include "core/text/excerpt.hpp"

namespace hookstorm {

std::string excerpt(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) {
    return std::string(text);
  }
  std::size_t end = bytes_max;
  const auto is_continuation = [&](std::size_t index) {
    return (static_cast<unsigned char>(text[index]) & 0xC0U) == 0x80U;
  };
  while (end > 0 && is_continuation(end)) {
    --end;
  }
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace hookstorm
