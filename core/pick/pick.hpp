// Only the data you want: a list of JSON Pointers to what is kept of a body.
// Easy to get wrong: objects and lists on the way to a pointer stay even where nothing in them is
// kept, so that the shape of what is sent does not change with the data.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "core/problem/result.hpp"

namespace hookstorm {

inline constexpr std::size_t kPickPointersMax = 100;
inline constexpr std::size_t kPickPointerBytesMax = 512;

struct Pick {
  /// One pointer, as given and taken apart into unescaped tokens; at least one of them.
  struct Pointer {
    std::string text;
    std::vector<std::string> tokens;
  };
  std::vector<Pointer> pointers;
};

/// The pointers in a list of texts (RFC 6901, section 3), with one addition: where a list stands,
/// the token `*` means each of its items. Errors below `path`: `wrong-type`, `too-many`,
/// `no-pointer` (an empty list), `too-long`, `invalid-pointer` (no leading '/', or '~' followed by
/// something else than 0 or 1), `duplicate-pointer`. Warning: `covered-pointer` for one that lies
/// below another.
[[nodiscard]] Result<Pick> check_pick(const json::Value& value, std::string_view path);

/// The body with what `pick` points to, in the body's order. What is not there is left out; the
/// items that are kept of a list move together.
[[nodiscard]] json::Value picked(const json::Value& body, const Pick& pick);

/// Appends the list of pointers as it was given.
void write_pick(json::Writer& writer, const Pick& pick);

}  // namespace hookstorm
