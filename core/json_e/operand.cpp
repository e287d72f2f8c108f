#include "core/json_e/operand.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/json_e/limits.hpp"
#include "core/json_e/number.hpp"

namespace hookstorm::json_e {
namespace {

Operand list_of(const json::Value& value, Arena& arena, std::size_t level);
Operand object_of(const json::Value& value, Arena& arena, std::size_t level);

Operand convert(const json::Value& value, Arena& arena, std::size_t level) {
  switch (value.kind) {
    case json::Kind::null:
      break;
    case json::Kind::boolean:
      return boolean_operand(value.truth);
    case json::Kind::number: {
      const std::string_view literal = value.text;
      Operand operand = text_operand(literal);
      operand.type = Type::number;
      operand.number = parse_decimal(literal);
      return operand;
    }
    case json::Kind::text:
      return text_operand(value.text);
    case json::Kind::list:
      return level < kValueDepthMax ? list_of(value, arena, level + 1) : Operand{};
    case json::Kind::object:
      return level < kValueDepthMax ? object_of(value, arena, level + 1) : Operand{};
  }
  return {};
}

Operand list_of(const json::Value& value, Arena& arena, std::size_t level) {
  auto* items = arena.array<Operand>(value.members.size());
  if (items == nullptr) {
    return {};
  }
  Operand* next = items;
  for (const json::Member& member : value.members) {
    *next++ = convert(member.value, arena, level);
  }
  return list_operand(items, value.members.size());
}

Operand object_of(const json::Value& value, Arena& arena, std::size_t level) {
  auto* fields = arena.array<Field>(value.members.size());
  if (fields == nullptr) {
    return {};
  }
  Field* next = fields;
  for (const json::Member& member : value.members) {
    *next++ = {member.name, convert(member.value, arena, level)};
  }
  return object_operand(fields, value.members.size());
}

}  // namespace

const Operand* Operand::find(std::string_view name) const {
  if (type != Type::object) {
    return nullptr;
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    if (fields[i].name == name) {
      return &fields[i].value;
    }
  }
  return nullptr;
}

Operand boolean_operand(bool truth) {
  Operand operand;
  operand.type = Type::boolean;
  operand.truth = truth;
  return operand;
}

Operand number_operand(double number) {
  Operand operand;
  operand.type = Type::number;
  operand.number = number;
  return operand;
}

Operand text_operand(std::string_view characters) {
  Operand operand;
  operand.type = Type::text;
  operand.characters = characters.data();
  operand.count = static_cast<std::uint32_t>(characters.size());
  return operand;
}

Operand list_operand(const Operand* items, std::size_t count) {
  Operand operand;
  operand.type = Type::list;
  operand.count = static_cast<std::uint32_t>(count);
  operand.items = items;
  for (std::size_t i = 0; i < count; ++i) {
    operand.depth = std::max(operand.depth, items[i].depth);
  }
  ++operand.depth;
  return operand;
}

Operand object_operand(const Field* fields, std::size_t count) {
  Operand operand;
  operand.type = Type::object;
  operand.count = static_cast<std::uint32_t>(count);
  operand.fields = fields;
  for (std::size_t i = 0; i < count; ++i) {
    operand.depth = std::max(operand.depth, fields[i].value.depth);
  }
  ++operand.depth;
  return operand;
}

Operand removed_operand() {
  Operand operand = object_operand(nullptr, 0);
  operand.truth = true;
  return operand;
}

Operand operand_of(const json::Value& value, Arena& arena) {
  return convert(value, arena, 0);
}

bool is_truthy(const Operand& operand) {
  switch (operand.type) {
    case Type::null:
      return false;
    case Type::boolean:
      return operand.truth;
    case Type::number:
      return operand.number != 0;
    case Type::text:
    case Type::list:
    case Type::object:
      return operand.count > 0;
    case Type::function:
      return true;
  }
  return false;
}

bool is_integer(const Operand& operand) {
  return operand.is(Type::number) && std::isfinite(operand.number) &&
         std::trunc(operand.number) == operand.number;
}

int compare_texts(std::string_view left, std::string_view right) {
  const std::size_t common = std::min(left.size(), right.size());
  const auto [at_left, at_right] = std::mismatch(
      left.begin(), left.begin() + static_cast<std::ptrdiff_t>(common), right.begin());
  if (at_left == left.begin() + static_cast<std::ptrdiff_t>(common)) {
    return left.size() == right.size() ? 0 : (left.size() < right.size() ? -1 : 1);
  }
  // Characters beyond U+FFFF (first byte F0 and up) are surrogates in UTF-16 and stand before
  // U+E000 … U+FFFF (first byte EE or EF).
  constexpr int kLeadOfPrivateUse = 0xEE;
  constexpr int kLeadOfFourBytes = 0xF0;
  int first = static_cast<unsigned char>(*at_left);
  int second = static_cast<unsigned char>(*at_right);
  if (first >= kLeadOfPrivateUse && second >= kLeadOfPrivateUse) {
    first += first < kLeadOfFourBytes ? 0x100 : 0;
    second += second < kLeadOfFourBytes ? 0x100 : 0;
  }
  return first < second ? -1 : 1;
}

std::string_view described(Type type) {
  switch (type) {
    case Type::null:
      return "null";
    case Type::boolean:
      return "true or false";
    case Type::number:
      return "a number";
    case Type::text:
      return "a text";
    case Type::list:
      return "a list";
    case Type::object:
      return "an object";
    case Type::function:
      return "a function";
  }
  return "a value";
}

}  // namespace hookstorm::json_e
