#include "native/access/scope.hpp"

#include <algorithm>
#include <iterator>

namespace hookstorm::native {
namespace {

std::uint32_t bit_of(Scope scope) {
  return std::uint32_t{1} << static_cast<unsigned>(scope);
}

}  // namespace

std::string_view name_of(Scope scope) {
  switch (scope) {
    case Scope::webhooks_read:
      return "webhooks:read";
    case Scope::webhooks_write:
      return "webhooks:write";
    case Scope::occurrences_write:
      return "occurrences:write";
    case Scope::deliveries_read:
      return "deliveries:read";
    case Scope::admin:
      return "admin";
    case Scope::instance:
      return "instance";
    case Scope::none:
    case Scope::any:
      break;
  }
  return "";
}

std::optional<Scope> scope_named(std::string_view name) {
  const auto* const found = std::find_if(kTokenScopes.begin(), kTokenScopes.end(),
                                         [&](Scope scope) { return name_of(scope) == name; });
  return found == kTokenScopes.end() ? std::nullopt : std::optional(*found);
}

std::vector<std::string_view> scope_names() {
  std::vector<std::string_view> names;
  names.reserve(kTokenScopes.size());
  for (const Scope scope : kTokenScopes) {
    names.push_back(name_of(scope));
  }
  return names;
}

Scopes::Scopes(std::initializer_list<Scope> scopes) {
  for (const Scope scope : scopes) {
    add(scope);
  }
}

void Scopes::add(Scope scope) {
  bits_ |= bit_of(scope);
}

bool Scopes::has(Scope scope) const {
  return (bits_ & bit_of(scope)) != 0;
}

std::vector<Scope> Scopes::list() const {
  std::vector<Scope> scopes;
  std::copy_if(kTokenScopes.begin(), kTokenScopes.end(), std::back_inserter(scopes),
               [this](Scope scope) { return has(scope); });
  return scopes;
}

std::string text_of(const Scopes& scopes) {
  std::string text;
  for (const Scope scope : scopes.list()) {
    text.append(text.empty() ? "" : " ").append(name_of(scope));
  }
  return text;
}

Scopes scopes_of(std::string_view text) {
  Scopes scopes;
  while (!text.empty()) {
    const std::string_view name = text.substr(0, text.find(' '));
    if (const std::optional<Scope> scope = scope_named(name)) {
      scopes.add(*scope);
    }
    text.remove_prefix(std::min(name.size() + 1, text.size()));
  }
  return scopes;
}

}  // namespace hookstorm::native
