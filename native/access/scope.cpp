#include "native/access/scope.hpp"

#include <algorithm>

namespace hookstorm::native {

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

}  // namespace hookstorm::native
