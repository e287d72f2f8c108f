// Server-sent events out of bytes that come in any pieces (WHATWG HTML, 9.2), as far as a
// dispatcher's updates need: LF ends a line, and of an event only name and data are given.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace hookstorm::native {

class EventStream {
 public:
  /// Of one event; a longer one is none of a dispatcher's.
  static constexpr std::size_t kEventBytesMax = std::size_t{1024} * 1024;

  using Take = std::function<void(std::string_view name, const std::string& data)>;

  explicit EventStream(Take take);

  /// Gives each event whose end has come. Throws std::runtime_error where one is too long, and what
  /// `Take` throws.
  void read(std::string_view bytes);

 private:
  void read_line(std::string_view line);

  Take take_;
  std::string begun_;  ///< Of a line whose end is still to come.
  std::string name_;
  std::string data_;
};

}  // namespace hookstorm::native
