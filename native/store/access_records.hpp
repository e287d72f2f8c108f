// What the store holds of who may do what, and of who did what.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time/timestamp.hpp"
#include "native/access/caller.hpp"
#include "native/access/scope.hpp"
#include "native/store/workspace.hpp"

namespace hookstorm::native {

using TokenKey = std::int64_t;

struct StoredWorkspace {
  WorkspaceKey key = kNoWorkspace;
  std::string name;
  EpochMilliseconds created_at = 0;  ///< 0 for the one that is always there.
};

/// Of the requests that a token made: when its month began, and how many there were since.
struct MonthUse {
  EpochMilliseconds began_at = 0;
  std::int64_t requests = 0;
};

struct StoredToken {
  TokenKey key = 0;
  std::string id;
  WorkspaceKey workspace = kNoWorkspace;
  std::string name;
  Scopes scopes;
  /// SHA-256 of the token. Nothing where there is none: it stands for who signed in by a link.
  std::optional<std::string> hash;
  EpochMilliseconds created_at = 0;
  std::optional<EpochMilliseconds> used_at = std::nullopt;  ///< To a minute.
  std::optional<EpochMilliseconds> revoked_at = std::nullopt;
  MonthUse month = {};
};

/// Somebody who signed in with a token.
struct StoredSession {
  std::string hash;  ///< SHA-256 of what the cookie holds.
  TokenKey token = 0;
  EpochMilliseconds expires_at = 0;
};

enum class AuditAction : std::uint8_t {
  webhook_created,
  webhook_changed,
  webhook_deleted,
  webhook_secret_rotated,
  token_created,
  token_revoked,
  workspace_created,
  signed_in
};

/// Such as `webhook.created`.
[[nodiscard]] std::string_view name_of(AuditAction action);
[[nodiscard]] std::optional<AuditAction> audit_action_named(std::string_view name);

/// Who changed what. Nothing secret is in it.
struct AuditEntry {
  std::int64_t key = 0;  ///< Given by the store; ascending.
  WorkspaceKey workspace = kNoWorkspace;
  EpochMilliseconds at = 0;
  Actor actor;
  AuditAction action = AuditAction::webhook_created;
  std::string subject_id;  ///< Of the webhook, token or workspace; its name, where it has no id.
  std::string subject_name;
  std::optional<std::int64_t> revision_before = std::nullopt;  ///< Of a webhook.
  std::optional<std::int64_t> revision_after = std::nullopt;
};

}  // namespace hookstorm::native
