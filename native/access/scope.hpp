// What somebody may do with the API. A route says which scope its requests need; a token has some.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hookstorm::native {

enum class Scope : std::uint8_t {
  none,  ///< Anybody, whether known or not.
  any,   ///< Whoever has a token, whatever its scopes.
  webhooks_read,
  webhooks_write,
  occurrences_write,
  deliveries_read,
  admin  ///< All of the above, and who may do what.
};

/// Those that a token can have, in the order in which they are told.
inline constexpr std::array kTokenScopes = {Scope::webhooks_read, Scope::webhooks_write,
                                            Scope::occurrences_write, Scope::deliveries_read,
                                            Scope::admin};

/// Such as `webhooks:read`; empty for those that no token has.
[[nodiscard]] std::string_view name_of(Scope scope);

/// Of those that a token can have.
[[nodiscard]] std::optional<Scope> scope_named(std::string_view name);

}  // namespace hookstorm::native
