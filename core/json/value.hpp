// A JSON document as a tree that keeps what the wire said: the order of members and the digits of
// numbers. A double is never made of a number, so that what is passed on is what came in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookstorm::json {

enum class Kind : std::uint8_t { null, boolean, number, text, list, object };

struct Member;

struct Value {
  Kind kind = Kind::null;
  bool truth = false;           ///< The value of a boolean.
  std::string text;             ///< A text's characters (UTF-8), or a number's literal.
  std::vector<Member> members;  ///< An object's members; a list's items have empty names.

  [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }

  /// The member called `name`, or null where there is none (or this is no object).
  [[nodiscard]] const Value* find(std::string_view name) const;

  /// A number without fraction or exponent that fits 64 bits; nothing for any other value.
  [[nodiscard]] std::optional<std::int64_t> integer() const;
};

struct Member {
  std::string name;
  Value value;
};

/// "a text", "a number", …: for messages.
[[nodiscard]] std::string_view described(Kind kind);

}  // namespace hookstorm::json
