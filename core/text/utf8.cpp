#include "core/text/utf8.hpp"

namespace hookstorm {

void append_utf8(std::string& out, char32_t code_point) {
  const auto continuation = [code_point](unsigned shift) {
    return static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
  };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
    return;
  }
  if (code_point < 0x800) {
    out += static_cast<char>(0xC0U | (code_point >> 6U));
  } else {
    if (code_point < 0x10000) {
      out += static_cast<char>(0xE0U | (code_point >> 12U));
    } else {
      out += static_cast<char>(0xF0U | (code_point >> 18U));
      out += continuation(12);
    }
    out += continuation(6);
  }
  out += continuation(0);
}

}  // namespace hookstorm
