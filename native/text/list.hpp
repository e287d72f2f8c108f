// Lists as a sentence, a header or a query has them.
#pragma once

#include <string>
#include <string_view>

namespace hookstorm::native {

/// The texts of a list, with `separator` between each two.
template <typename Texts>
[[nodiscard]] std::string joined(const Texts& texts, std::string_view separator) {
  std::string all;
  bool is_first = true;
  for (const auto& text : texts) {
    all.append(is_first ? std::string_view() : separator).append(text);
    is_first = false;
  }
  return all;
}

}  // namespace hookstorm::native
