// The members of a webhook's configuration while it is checked: found by name and kind, with the
// problems of all of them in one list.
// Easy to get wrong: a member that is missing and one that was reported are both null; whoever
// needs to tell them apart asks `has`.
#pragma once

#include <string>
#include <string_view>

#include "core/json/value.hpp"
#include "core/problem/problem.hpp"
#include "core/webhook/target_url.hpp"

namespace hookstorm {

class Members {
 public:
  /// `object` outlives this; problems' paths begin with `path`.
  Members(const json::Value& object, const TargetPolicy& policy, std::string_view path)
      : object_(object), policy_(policy), path_(path) {}

  [[nodiscard]] std::string at(std::string_view name) const { return child_path(path_, name); }
  [[nodiscard]] bool has(std::string_view name) const { return object_.find(name) != nullptr; }
  [[nodiscard]] const TargetPolicy& policy() const { return policy_; }

  /// A member of any kind that may be left out; null where it is missing.
  [[nodiscard]] const json::Value* optional(std::string_view name) const {
    return object_.find(name);
  }
  /// A member that may be left out; null where it is missing or reported as of the wrong kind.
  const json::Value* optional(std::string_view name, json::Kind kind);
  /// A member that must be there; `request` asks for it where it is not.
  const json::Value* required(std::string_view name, json::Kind kind, std::string_view request);

  void error(std::string path, std::string_view code, std::string message) {
    problems_.error(std::move(path), code, std::move(message));
  }
  [[nodiscard]] Problems& problems() { return problems_; }

 private:
  const json::Value& object_;
  const TargetPolicy& policy_;
  std::string_view path_;
  Problems problems_;
};

}  // namespace hookstorm
