// The beginning of a text that somebody else chose the length of, for quoting in a message.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hookstorm {

inline constexpr std::size_t kExcerptBytes = 64;

/// At most `bytes_max` bytes of `text`, cut between characters (UTF-8), with "…" where something
/// was cut.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t bytes_max = kExcerptBytes);

}  // namespace hookstorm
