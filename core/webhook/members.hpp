// The members of a webhook's configuration while it is checked: found by name and kind, with the
// problems of all of them in one list.
// Easy to get wrong: a member that is missing and one that was reported are both null; whoever
// needs to tell them apart asks `has`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/json/value.hpp"
#include "core/problem/problem.hpp"
#include "core/time/timestamp.hpp"
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
  /// The same, null also where the member is null: that is how a change takes a member away.
  [[nodiscard]] const json::Value* given(std::string_view name) const;
  /// The same for a member of one kind; null also where it is reported.
  const json::Value* given(std::string_view name, json::Kind kind);
  /// A member that may be left out; null where it is missing or reported as of the wrong kind.
  const json::Value* optional(std::string_view name, json::Kind kind);
  /// A member that must be there; `request` asks for it where it is not.
  const json::Value* required(std::string_view name, json::Kind kind, std::string_view request);

  /// A given member that must be a whole number from `lowest` to `highest`; nothing where it is
  /// missing, null or reported.
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t lowest,
                                      std::int64_t highest);
  /// The same for a value at `path`.
  std::optional<std::int64_t> integer(const json::Value& value, const std::string& path,
                                      std::int64_t lowest, std::int64_t highest);

  /// A member that must be there and a moment (RFC 3339 with an offset); nothing where it is
  /// reported.
  std::optional<EpochMilliseconds> required_moment(std::string_view name, std::string_view request);

  /// Reports a member that is not given; `request` asks for it.
  void require(std::string_view name, std::string_view request);

  /// Reports every member that is none of `known`: it is probably a slip, and what it was to do
  /// would not happen. `owner` begins the message: "A webhook".
  void refuse_others(std::span<const std::string_view> known, std::string_view owner);

  void wrong_type(const std::string& path, json::Kind wanted, const json::Value& value);

  /// Reports a member, whether it is there or not.
  void error(std::string_view name, std::string_view code, std::string_view pattern,
             Parts parts = {});
  [[nodiscard]] Problems& problems() { return problems_; }

 private:
  const json::Value& object_;
  const TargetPolicy& policy_;
  std::string_view path_;
  Problems problems_;
};

}  // namespace hookstorm
