// The beginning of a text that somebody else chose the length of, for quoting in a message.
#pragma once

#include <string>
#include <string_view>

namespace hookstorm {

/// At most 64 bytes of `text`, cut between characters (UTF-8), with "…" where something was cut.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace hookstorm
