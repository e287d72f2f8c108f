// What somebody may do with the API. A route says which scope its requests need; a token has some.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookstorm::native {

enum class Scope : std::uint8_t {
  none,  ///< Anybody, whether known or not.
  any,   ///< Whoever has a token, whatever its scopes.
  webhooks_read,
  webhooks_write,
  occurrences_write,
  deliveries_read,
  admin,    ///< All of the above, and who may do what in a workspace.
  instance  ///< `admin` of the default workspace: what concerns all workspaces.
};

/// Those that a token can have, in the order in which they are told.
inline constexpr std::array kTokenScopes = {Scope::webhooks_read, Scope::webhooks_write,
                                            Scope::occurrences_write, Scope::deliveries_read,
                                            Scope::admin};

/// Such as `webhooks:read`; empty for `none` and `any`.
[[nodiscard]] std::string_view name_of(Scope scope);

/// Of those that a token can have.
[[nodiscard]] std::optional<Scope> scope_named(std::string_view name);

[[nodiscard]] std::vector<std::string_view> scope_names();

/// A set of those that a token can have.
class Scopes {
 public:
  Scopes() = default;
  Scopes(std::initializer_list<Scope> scopes);

  void add(Scope scope);
  [[nodiscard]] bool has(Scope scope) const;
  [[nodiscard]] bool empty() const { return bits_ == 0; }
  /// In the order of `kTokenScopes`.
  [[nodiscard]] std::vector<Scope> list() const;

  friend bool operator==(const Scopes&, const Scopes&) = default;

 private:
  std::uint32_t bits_ = 0;
};

/// Their names, with a space between them.
[[nodiscard]] std::string text_of(const Scopes& scopes);

/// What `text_of` gives; names that it does not know are left out.
[[nodiscard]] Scopes scopes_of(std::string_view text);

}  // namespace hookstorm::native
