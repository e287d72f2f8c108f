#include "native/api/access_document.hpp"

#include <algorithm>
#include <utility>

#include "core/json/parser.hpp"
#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"
#include "native/api/resource_document.hpp"

namespace hookstorm::native {
namespace {

using json::Kind;
using json::Value;

constexpr std::size_t kWorkspaceNameBytesMax = 63;

/// The text member, where it is one; what else is there is reported.
std::optional<std::string> text_at(const Value& parent, std::string_view parent_path,
                                   std::string_view name, Problems& problems) {
  const Value* value = parent.find(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  expect_kind(*value, Kind::text, child_path(parent_path, name), problems);
  return value->is(Kind::text) ? std::optional(value->text) : std::nullopt;
}

void refuse_others(const Value& object, std::string_view path,
                   std::initializer_list<std::string_view> known, Problems& problems) {
  for (const json::Member& member : object.members) {
    if (std::find(known.begin(), known.end(), member.name) == known.end()) {
      problems.error(child_path(path, member.name), "unknown-field", "\"{}\" has no meaning here.",
                     {excerpt(member.name)});
    }
  }
}

void require(const Value& object, std::string_view path, std::string_view name,
             Problems& problems) {
  if (object.find(name) == nullptr) {
    problems.error(child_path(path, name), "missing-field", "Give this.");
  }
}

Scopes read_scopes(const Value& value, Problems& problems) {
  const std::string path = child_path(kAttributesPath, "scopes");
  Scopes scopes;
  expect_kind(value, Kind::list, path, problems);
  for (std::size_t i = 0; value.is(Kind::list) && i < value.members.size(); ++i) {
    const Value& item = value.members[i].value;
    expect_kind(item, Kind::text, child_path(path, i), problems);
    const std::optional<Scope> scope = scope_named(item.text);
    if (scope) {
      scopes.add(*scope);
    } else if (item.is(Kind::text)) {
      problems.error(child_path(path, i), "unknown-scope", "No scope is called \"{}\".{}",
                     {excerpt(item.text), suggestion(item.text, scope_names())});
    }
  }
  if (value.is(Kind::list) && value.members.empty()) {
    problems.error(path, "empty", "Give at least one scope; what it is for decides.");
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
  Problems problems;
  const Value& given = attributes.value();
  refuse_others(given, kAttributesPath, {"name", "scopes", "workspace"}, problems);
  require(given, kAttributesPath, "name", problems);
  require(given, kAttributesPath, "scopes", problems);
  TokenDocument document{.name = text_at(given, kAttributesPath, "name", problems).value_or(""),
                         .scopes = {},
                         .workspace = text_at(given, kAttributesPath, "workspace", problems)};
  if (const Value* name = given.find("name"); name != nullptr && name->is(Kind::text)) {
    const std::string path = child_path(kAttributesPath, "name");
    if (name->text.empty()) {
      problems.error(path, "empty", "Give a name, by which people will know what it is for.");
    } else if (name->text.size() > kAccessNameBytesMax) {
      problems.error(path, "too-long", "A name has at most 200 bytes.");
    }
  }
  if (const Value* scopes = given.find("scopes")) {
    document.scopes = read_scopes(*scopes, problems);
  }
  return problems.has_errors() ? Result<TokenDocument>(problems)
                               : Result<TokenDocument>(std::move(document));
}

Result<std::string> read_workspace_document(std::string_view body) {
  const Result<Value> attributes =
      resource_attributes(body, {.type = "workspaces", .noun = "workspace"}, std::nullopt);
  if (!attributes.ok()) {
    return Result<std::string>(attributes.problems());
  }
  Problems problems;
  const Value& given = attributes.value();
  refuse_others(given, kAttributesPath, {"name"}, problems);
  require(given, kAttributesPath, "name", problems);
  std::optional<std::string> name = text_at(given, kAttributesPath, "name", problems);
  if (name && !is_workspace_name(*name)) {
    problems.error(child_path(kAttributesPath, "name"), "invalid-name",
                   "A name has 1 to 63 small letters, digits and hyphens, and no hyphen first or "
                   "last.");
  }
  return problems.has_errors() ? Result<std::string>(problems)
                               : Result<std::string>(std::move(*name));
}

bool is_workspace_name(std::string_view name) {
  return !name.empty() && name.size() <= kWorkspaceNameBytesMax && name.front() != '-' &&
         name.back() != '-' && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || ascii::is_digit(c) || c == '-';
         });
}

Result<SignInDocument> read_sign_in_document(std::string_view body) {
  const Result<Value> document = json::parse(body);
  if (!document.ok()) {
    return Result<SignInDocument>(document.problems());
  }
  Problems problems;
  const Value& given = document.value();
  expect_kind(given, Kind::object, "", problems);
  refuse_others(given, "", {"token", "code"}, problems);
  SignInDocument read{.token = text_at(given, "", "token", problems),
                      .code = text_at(given, "", "code", problems)};
  if (!problems.has_errors() && read.token.has_value() == read.code.has_value()) {
    problems.error("", "missing-field", "Give a token, or the code of a sign-in link.");
  }
  return problems.has_errors() ? Result<SignInDocument>(problems)
                               : Result<SignInDocument>(std::move(read));
}

}  // namespace hookstorm::native
