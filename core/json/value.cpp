#include "core/json/value.hpp"

#include <charconv>

namespace hookstorm::json {

const Value* Value::find(std::string_view name) const {
  if (kind != Kind::object) {
    return nullptr;
  }
  for (const Member& member : members) {
    if (member.name == name) {
      return &member.value;
    }
  }
  return nullptr;
}

std::optional<std::int64_t> Value::integer() const {
  if (kind != Kind::number) {
    return std::nullopt;
  }
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc() || stop != end) {
    return std::nullopt;
  }
  return number;
}

std::string_view described(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "true or false";
    case Kind::number:
      return "a number";
    case Kind::text:
      return "a text";
    case Kind::list:
      return "a list";
    case Kind::object:
      return "an object";
  }
  return "a value";
}

}  // namespace hookstorm::json
