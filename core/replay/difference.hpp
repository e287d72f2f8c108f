// How a request differs from another: method, url, headers by name, the body by JSON Pointer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/writer.hpp"
#include "core/request/request.hpp"

namespace hookstorm {

inline constexpr std::size_t kDifferencesMax = 100;
inline constexpr std::size_t kShownBytesMax = 200;
inline constexpr std::size_t kPlaceBytesMax = 1'000;

/// One thing that differs. Values are cut to `kShownBytesMax` bytes, places to `kPlaceBytesMax`.
struct Difference {
  std::string_view part;           ///< `method`, `url`, `header`, `header-order`, or `body`.
  std::string at;                  ///< The header's name, or the pointer into the body.
  std::optional<std::string> was;  ///< Nothing: it is added. Of a body, as JSON.
  std::optional<std::string> now;  ///< Nothing: it is removed.
};

struct Differences {
  std::vector<Difference> list;  ///< At most `kDifferencesMax`.
  bool has_more = false;

  [[nodiscard]] bool empty() const { return list.empty(); }
};

/// None exactly where both are the same, byte for byte. Bodies that say the same in other bytes, or
/// that are no JSON, differ at the pointer to the whole, from the first byte on that does.
[[nodiscard]] Differences differences_between(const Request& was, const Request& is);

/// Appends `[{"part", "at", "was", "now"}, …]`.
void write_differences(json::Writer& writer, const Differences& differences);

}  // namespace hookstorm
