// A captured request beside the one that was sent, byte by byte.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/request/request.hpp"
#include "native/store/inbox_records.hpp"

namespace hookstorm::native {

/// Where two texts part: the number of bytes that they begin with alike, and what follows there on
/// either side, cut.
struct FirstDifference {
  std::size_t offset = 0;
  std::string captured;
  std::string sent;
};

/// A header that is not the same on both sides; nothing where it is missing.
struct HeaderDifference {
  std::string name;  ///< In small letters.
  std::optional<std::string> captured;
  std::optional<std::string> sent;
};

struct Comparison {
  std::optional<FirstDifference> body;    ///< Nothing where all bytes are the same.
  std::vector<HeaderDifference> headers;  ///< Those of the request first, in its order.

  [[nodiscard]] bool is_equal() const { return !body && headers.empty(); }
};

[[nodiscard]] std::optional<FirstDifference> first_difference(std::string_view captured,
                                                              std::string_view sent);

[[nodiscard]] Comparison compare(const Capture& capture, const Request& sent);

}  // namespace hookstorm::native
