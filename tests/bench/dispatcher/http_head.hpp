// As much of an HTTP head as the benchmarks' programs need, read from peers that are known to write
// it well.
#pragma once

#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>

namespace hookstorm::bench {

struct Head {
  std::size_t size = 0;  ///< With the empty line.
  std::size_t content_length = 0;
  std::string_view start;       ///< The first line.
  std::string_view target;      ///< Of a request.
  std::string_view message_id;  ///< The header `webhook-id`.

  /// The head that `bytes` begin with; nothing where it is not complete.
  static std::optional<Head> of(std::string_view bytes) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    Head head;
    head.size = end + 4;
    const std::string_view lines = bytes.substr(0, end + 2);
    head.start = lines.substr(0, lines.find("\r\n"));
    const std::size_t space = head.start.find(' ');
    head.target = head.start.substr(space + 1, head.start.rfind(' ') - space - 1);
    head.message_id = header(lines, "\r\nwebhook-id: ");
    std::string_view length = header(lines, "\r\ncontent-length: ");
    if (length.empty()) {
      length = header(lines, "\r\nContent-Length: ");
    }
    std::from_chars(length.data(), length.data() + length.size(), head.content_length);
    return head;
  }

 private:
  static std::string_view header(std::string_view lines, std::string_view name) {
    const std::size_t at = lines.find(name);
    if (at == std::string_view::npos) {
      return {};
    }
    const std::string_view rest = lines.substr(at + name.size());
    return rest.substr(0, rest.find("\r\n"));
  }
};

}  // namespace hookstorm::bench
