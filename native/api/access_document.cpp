#include "native/api/access_document.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/json/parser.hpp"
#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"
#include "core/webhook/members.hpp"
#include "native/api/resource_document.hpp"

namespace hookstorm::native {
namespace {

using json::Kind;
using json::Value;

constexpr std::size_t kWorkspaceNameBytesMax = 63;

constexpr const char* kRequest = "Give this.";

std::optional<std::string> text_of(Members& members, std::string_view name) {
  const Value* value = members.optional(name, Kind::text);
  return value == nullptr ? std::nullopt : std::optional(value->text);
}

void check_name(Members& members, std::string_view name) {
  if (name.empty()) {
    members.error("name", "empty", "Give a name, by which people will know what it is for.");
  } else if (name.size() > kAccessNameBytesMax) {
    members.error("name", "too-long", "A name has at most {} bytes.", {kAccessNameBytesMax});
  }
}

Scopes read_scopes(Members& members, const Value& list) {
  Scopes scopes;
  for (std::size_t i = 0; i < list.members.size(); ++i) {
    const Value& item = list.members[i].value;
    const std::string path = child_path(members.at("scopes"), i);
    const std::optional<Scope> scope = scope_named(item.text);
    if (!item.is(Kind::text)) {
      members.wrong_type(path, Kind::text, item);
    } else if (scope) {
      scopes.add(*scope);
    } else {
      members.problems().error(path, "unknown-scope", "No scope is called \"{}\".{}",
                               {excerpt(item.text), suggestion(item.text, scope_names())});
    }
  }
  if (list.members.empty()) {
    members.error("scopes", "empty", "Give at least one scope; what it is for decides.");
  }
  return scopes;
}

}  // namespace

Result<TokenDocument> read_token_document(std::string_view body) {
  const Result<Value> attributes =
      resource_attributes(body, {.type = "tokens", .noun = "token"}, std::nullopt);
  if (!attributes.ok()) {
    return Result<TokenDocument>(attributes.problems());
  }
  static constexpr std::array<std::string_view, 3> kKnown = {"name", "scopes", "workspace"};
  const TargetPolicy no_targets = HttpTargets::refused;
  Members members(attributes.value(), no_targets, kAttributesPath);
  members.refuse_others(kKnown, "A token");
  TokenDocument document{.name = "", .scopes = {}, .workspace = text_of(members, "workspace")};
  if (const Value* name = members.required("name", Kind::text, kRequest)) {
    check_name(members, name->text);
    document.name = name->text;
  }
  if (const Value* scopes = members.required("scopes", Kind::list, kRequest)) {
    document.scopes = read_scopes(members, *scopes);
  }
  return members.problems().has_errors() ? Result<TokenDocument>(members.problems())
                                         : Result<TokenDocument>(std::move(document));
}

Result<std::string> read_workspace_document(std::string_view body) {
  const Result<Value> attributes =
      resource_attributes(body, {.type = "workspaces", .noun = "workspace"}, std::nullopt);
  if (!attributes.ok()) {
    return Result<std::string>(attributes.problems());
  }
  static constexpr std::array<std::string_view, 1> kKnown = {"name"};
  const TargetPolicy no_targets = HttpTargets::refused;
  Members members(attributes.value(), no_targets, kAttributesPath);
  members.refuse_others(kKnown, "A workspace");
  const Value* name = members.required("name", Kind::text, kRequest);
  if (name != nullptr && !is_workspace_name(name->text)) {
    members.error("name", "invalid-name",
                  "A name has 1 to 63 small letters, digits and hyphens, and no hyphen first or "
                  "last.");
  }
  if (name == nullptr || members.problems().has_errors()) {
    return Result<std::string>(members.problems());
  }
  return Result<std::string>(std::string(name->text));
}

bool is_workspace_name(std::string_view name) {
  return !name.empty() && name.size() <= kWorkspaceNameBytesMax && name.front() != '-' &&
         name.back() != '-' && std::all_of(name.begin(), name.end(), [](char c) {
           return ascii::is_lower(c) || ascii::is_digit(c) || c == '-';
         });
}

Result<SignInDocument> read_sign_in_document(std::string_view body) {
  const Result<Value> document = json::parse(body);
  if (!document.ok()) {
    return Result<SignInDocument>(document.problems());
  }
  if (!document.value().is(Kind::object)) {
    Problems problems;
    expect_kind(document.value(), Kind::object, "", problems);
    return Result<SignInDocument>(problems);
  }
  static constexpr std::array<std::string_view, 2> kKnown = {"token", "code"};
  const TargetPolicy no_targets = HttpTargets::refused;
  Members members(document.value(), no_targets, "");
  members.refuse_others(kKnown, "A sign-in");
  SignInDocument read{.token = text_of(members, "token"), .code = text_of(members, "code")};
  if (!members.problems().has_errors() && read.token.has_value() == read.code.has_value()) {
    members.problems().error("", "missing-field", "Give a token, or the code of a sign-in link.");
  }
  return members.problems().has_errors() ? Result<SignInDocument>(members.problems())
                                         : Result<SignInDocument>(std::move(read));
}

}  // namespace hookstorm::native
