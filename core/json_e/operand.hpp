// A value while an expression is evaluated: small, copied freely, referring to texts and items that
// live elsewhere (in the context's document, in the compiled program, or in an arena).
// Easy to get wrong: a number that came from a document keeps its digits in `characters`; only one
// that was computed has none.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/json/value.hpp"
#include "core/json_e/arena.hpp"

namespace hookstorm::json_e {

enum class Type : std::uint8_t { null, boolean, number, text, list, object, function };

struct Field;

struct Operand {
  Type type = Type::null;
  bool truth = false;       ///< A boolean's value. An object's: nothing is to be put in its place.
  std::uint16_t depth = 0;  ///< Levels of lists and objects.
  std::uint32_t count = 0;  ///< Bytes of a text or literal, items, fields; a function's number.
  const char* characters = nullptr;
  union {
    double number = 0;
    const Operand* items;
    const Field* fields;
  };

  [[nodiscard]] bool is(Type wanted) const { return type == wanted; }
  [[nodiscard]] std::string_view text() const { return {characters, count}; }
  /// What `$if` without a branch gives: its place in a list or object goes away. Elsewhere it is
  /// an empty object.
  [[nodiscard]] bool is_removed() const { return type == Type::object && truth; }
  /// The field called `name`, or null where there is none (or this is no object).
  [[nodiscard]] const Operand* find(std::string_view name) const;
};

struct Field {
  std::string_view name;
  Operand value;
};

[[nodiscard]] Operand boolean_operand(bool truth);
[[nodiscard]] Operand number_operand(double number);
/// `characters` must outlive the operand.
[[nodiscard]] Operand text_operand(std::string_view characters);
[[nodiscard]] Operand list_operand(const Operand* items, std::size_t count);
[[nodiscard]] Operand object_operand(const Field* fields, std::size_t count);
[[nodiscard]] Operand removed_operand();

/// `value` with its texts referred to, not copied, and its lists and objects laid out in `arena`.
/// What lies deeper than `kValueDepthMax`, or beyond the arena's bound, is null.
[[nodiscard]] Operand operand_of(const json::Value& value, Arena& arena);

/// null, false, 0 and everything empty are not truthy.
[[nodiscard]] bool is_truthy(const Operand& operand);
[[nodiscard]] bool is_integer(const Operand& operand);

/// Negative, 0 or positive, in the order of UTF-16 code units, as JavaScript compares texts.
[[nodiscard]] int compare_texts(std::string_view left, std::string_view right);

/// "a text", "a list", …: for messages.
[[nodiscard]] std::string_view described(Type type);

}  // namespace hookstorm::json_e
