// Takes characters off the front of a text; once something did not fit, it stays failed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/text/ascii.hpp"

namespace hookstorm {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::int64_t digits(std::size_t count) {
    std::int64_t number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      number = number * 10 + digit();
    }
    return number;
  }

  /// The next character, which must be one of `wanted`.
  char one_of(std::string_view wanted) {
    if (rest_.empty() || wanted.find(rest_.front()) == std::string_view::npos) {
      failed_ = true;
      return '\0';
    }
    const char character = rest_.front();
    rest_.remove_prefix(1);
    return character;
  }

  void word(std::string_view wanted) {
    if (rest_.substr(0, wanted.size()) == wanted) {
      rest_.remove_prefix(wanted.size());
    } else {
      failed_ = true;
    }
  }

  /// The place in `names`, which are all `width` long and follow each other, of the next
  /// characters.
  std::int64_t name_of(std::string_view names, std::size_t width) {
    for (std::size_t at = 0; at < names.size(); at += width) {
      if (rest_.substr(0, width) == names.substr(at, width)) {
        rest_.remove_prefix(width);
        return static_cast<std::int64_t>(at / width);
      }
    }
    failed_ = true;
    return 0;
  }

  [[nodiscard]] bool at_digit() const { return !rest_.empty() && ascii::is_digit(rest_.front()); }
  [[nodiscard]] bool at(char character) const {
    return !rest_.empty() && rest_.front() == character;
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool finished() const { return !failed_ && rest_.empty(); }

 private:
  std::int64_t digit() {
    const char character = one_of("0123456789");
    return failed_ ? 0 : character - '0';
  }

  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace hookstorm
