#include "core/text/sentence.hpp"

#include "core/text/decimal.hpp"

namespace hookstorm {

Part::Part(std::string_view text) : text_(text.data() == nullptr ? "" : text) {}

Part::Part(const std::string& text) : text_(text) {}

Part::Part(const char* text) : text_(text) {}

void Part::append_to(std::string& sentence) const {
  if (text_.data() == nullptr) {
    sentence += decimal(number_);
  } else {
    sentence += text_;
  }
}

std::string sentence(std::string_view pattern, Parts parts) {
  static constexpr std::string_view kPlace = "{}";
  std::string text;
  for (const Part& part : parts) {
    const std::size_t place = pattern.find(kPlace);
    if (place == std::string_view::npos) {
      break;
    }
    text += pattern.substr(0, place);
    part.append_to(text);
    pattern.remove_prefix(place + kPlace.size());
  }
  text += pattern;
  return text;
}

}  // namespace hookstorm
