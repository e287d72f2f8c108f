#include "native/access/caller.hpp"

namespace hookstorm::native {

std::string_view name_of(ActorKind kind) {
  switch (kind) {
    case ActorKind::open:
      return "open";
    case ActorKind::token:
      return "token";
    case ActorKind::session:
      return "session";
    case ActorKind::command_line:
      return "command-line";
    case ActorKind::dispatcher:
      break;
  }
  return "dispatcher";
}

std::optional<ActorKind> actor_kind_named(std::string_view name) {
  for (const ActorKind kind : {ActorKind::open, ActorKind::token, ActorKind::session,
                               ActorKind::command_line, ActorKind::dispatcher}) {
    if (name_of(kind) == name) {
      return kind;
    }
  }
  return std::nullopt;
}

bool Caller::may(Scope needed) const {
  switch (needed) {
    case Scope::none:
      return true;
    case Scope::any:
      return workspace != kNoWorkspace;
    case Scope::instance:
      return workspace == kDefaultWorkspace && scopes.has(Scope::admin);
    default:
      return scopes.has(Scope::admin) || scopes.has(needed);
  }
}

Caller open_caller() {
  return {
      .workspace = kDefaultWorkspace, .scopes = {Scope::admin}, .actor = {.kind = ActorKind::open}};
}

}  // namespace hookstorm::native
