#include "native/cli/indented_json.hpp"

namespace hookstorm::native {
namespace {

constexpr std::size_t kIndent = 2;

/// The size of the string that begins `text`, its quotes included.
std::size_t string_size(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && text[end] != '"') {
    end += text[end] == '\\' ? 2U : 1U;
  }
  return end + 1;
}

}  // namespace

std::string indented(std::string_view compact) {
  std::string text;
  std::size_t level = 0;
  const auto new_line = [&] { text.append("\n").append(level * kIndent, ' '); };
  for (std::size_t at = 0; at < compact.size(); ++at) {
    const char here = compact[at];
    const bool is_empty =
        at + 1 < compact.size() && (compact[at + 1] == '}' || compact[at + 1] == ']');
    if (here == '"') {
      const std::size_t size = string_size(compact.substr(at));
      text += compact.substr(at, size);
      at += size - 1;
    } else if ((here == '{' || here == '[') && is_empty) {
      text += compact.substr(at, 2);
      ++at;
    } else if (here == '{' || here == '[') {
      text += here;
      ++level;
      new_line();
    } else if (here == '}' || here == ']') {
      --level;
      new_line();
      text += here;
    } else if (here == ',') {
      text += here;
      new_line();
    } else {
      text += here;
      text += here == ':' ? " " : "";
    }
  }
  return text;
}

}  // namespace hookstorm::native
