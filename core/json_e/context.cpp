#include "core/json_e/context.hpp"

#include <limits>

namespace hookstorm::json_e {

// The documents in it are bounded by their parser, so that the arena needs no bound of its own.
Context::Context(const json::Value& variables, EpochMilliseconds now)
    : arena_(std::numeric_limits<std::size_t>::max()) {
  variables_.reserve(variables.members.size() + 2);
  const std::string moment = format_timestamp(now);
  variables_.push_back({"now", text_operand(*arena_.copy(std::string_view(moment)))});
  for (const json::Member& member : variables.members) {
    put(member.name, operand_of(member.value, arena_));
  }
}

Context::Context(const Context& shared, std::string_view name, const json::Value& value)
    : arena_(std::numeric_limits<std::size_t>::max()), variables_(shared.variables_) {
  put(name, operand_of(value, arena_));
}

const Operand* Context::find(std::string_view name) const {
  for (const Field& variable : variables_) {
    if (variable.name == name) {
      return &variable.value;
    }
  }
  return nullptr;
}

void Context::put(std::string_view name, const Operand& value) {
  for (Field& variable : variables_) {
    if (variable.name == name) {
      variable.value = value;
      return;
    }
  }
  variables_.push_back({name, value});
}

}  // namespace hookstorm::json_e
