#include "core/webhook/members.hpp"

namespace hookstorm {

const json::Value* Members::optional(std::string_view name, json::Kind kind) {
  const json::Value* value = object_.find(name);
  if (value != nullptr && !value->is(kind)) {
    problems_.error(at(name), "wrong-type",
                    "This must be " + std::string(json::described(kind)) + ", not " +
                        std::string(json::described(value->kind)) + ".");
    return nullptr;
  }
  return value;
}

const json::Value* Members::required(std::string_view name, json::Kind kind,
                                     std::string_view request) {
  if (!has(name)) {
    problems_.error(at(name), "missing-field", std::string(request));
    return nullptr;
  }
  return optional(name, kind);
}

}  // namespace hookstorm
