// Who asks: for which workspace, and what they may do there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "native/access/scope.hpp"
#include "native/store/workspace.hpp"

namespace hookstorm::native {

enum class ActorKind : std::uint8_t {
  open,          ///< Anybody, where the dispatcher asks for no token.
  token,         ///< A program, by a token.
  session,       ///< A person, who signed in to the page.
  command_line,  ///< Whoever may write the store's file.
  dispatcher     ///< The dispatcher itself, such as by switching a webhook off.
};

/// As the audit log has it.
[[nodiscard]] std::string_view name_of(ActorKind kind);
[[nodiscard]] std::optional<ActorKind> actor_kind_named(std::string_view name);

/// Who did something. Of a session, the token is the one that signed in.
struct Actor {
  ActorKind kind = ActorKind::dispatcher;
  std::string token_id = {};  ///< Empty: there is none.
  std::string token_name = {};
};

struct Caller {
  WorkspaceKey workspace = kNoWorkspace;
  Scopes scopes;
  Actor actor;

  [[nodiscard]] bool may(Scope needed) const;
};

/// Who may do everything, since nobody is asked for a token.
[[nodiscard]] Caller open_caller();

}  // namespace hookstorm::native
