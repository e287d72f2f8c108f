#include "core/json/spacing.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace hookstorm::json {
namespace {

constexpr std::size_t kIndentation = 2;

/// Writes compact JSON again with white space.
class Respacer {
 public:
  explicit Respacer(Spacing spacing) : spacing_(spacing) {}

  std::string respaced(std::string_view compact) {
    for (std::size_t i = 0; i < compact.size(); ++i) {
      const char c = compact[i];
      if (c == '"') {
        i = copy_text(compact, i);
      } else if (is_empty_pair(compact.substr(i))) {
        out_ += compact.substr(i, 2);
        ++i;
      } else {
        add_mark(c);
      }
    }
    return std::move(out_);
  }

 private:
  static bool is_empty_pair(std::string_view rest) {
    return rest.starts_with("{}") || rest.starts_with("[]");
  }

  void add_mark(char c) {
    const bool closes = c == '}' || c == ']';
    const bool opens = c == '{' || c == '[';
    depth_ += opens ? 1U : 0U;
    depth_ -= closes ? 1U : 0U;
    if (closes && spacing_.is_indented) {
      break_line();
    }
    out_ += c;
    if (spacing_.is_indented && (opens || c == ',')) {
      break_line();
    } else if (c == ',' || c == ':') {
      out_ += ' ';
    }
  }

  void break_line() { out_.append("\n").append(depth_ * kIndentation, ' '); }

  /// Copies the text that begins at `start`; gives where it ends.
  std::size_t copy_text(std::string_view compact, std::size_t start) {
    std::size_t i = start;
    do {
      if (compact[i] == '\\') {
        out_ += compact[i++];
      }
      i = copy_character(compact, i);
    } while (compact[i] != '"');
    out_ += '"';
    return i;
  }

  /// Gives where the next character begins.
  std::size_t copy_character(std::string_view compact, std::size_t at) {
    const auto first = static_cast<unsigned char>(compact[at]);
    if (first < 0x7F || !spacing_.is_ascii) {
      out_ += compact[at];
      return at + 1;
    }
    const std::size_t more = first < 0xC0 ? 0U : first < 0xE0 ? 1U : first < 0xF0 ? 2U : 3U;
    std::uint32_t code_point = more == 0 ? first : first & (0x3FU >> more);
    for (std::size_t i = 1; i <= more; ++i) {
      code_point = (code_point << 6U) | (static_cast<unsigned char>(compact[at + i]) & 0x3FU);
    }
    if (code_point > 0xFFFF) {
      escape(0xD800U + ((code_point - 0x10000U) >> 10U));
      escape(0xDC00U + (code_point & 0x3FFU));
    } else {
      escape(code_point);
    }
    return at + 1 + more;
  }

  void escape(std::uint32_t unit) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    out_ += "\\u";
    for (unsigned shift = 16; shift > 0;) {
      shift -= 4;
      out_ += kDigits[(unit >> shift) & 0xFU];
    }
  }

  Spacing spacing_;
  std::size_t depth_ = 0;
  std::string out_;
};

}  // namespace

std::string respaced(std::string_view compact, Spacing spacing) {
  return Respacer(spacing).respaced(compact);
}

}  // namespace hookstorm::json
