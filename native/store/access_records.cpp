#include "native/store/access_records.hpp"

#include <algorithm>
#include <array>

namespace hookstorm::native {
namespace {

struct NamedAction {
  AuditAction action;
  std::string_view name;
};

constexpr std::array kActions = {
    NamedAction{AuditAction::webhook_created, "webhook.created"},
    NamedAction{AuditAction::webhook_changed, "webhook.changed"},
    NamedAction{AuditAction::webhook_deleted, "webhook.deleted"},
    NamedAction{AuditAction::webhook_secret_rotated, "webhook.secret-rotated"},
    NamedAction{AuditAction::token_created, "token.created"},
    NamedAction{AuditAction::token_revoked, "token.revoked"},
    NamedAction{AuditAction::workspace_created, "workspace.created"},
    NamedAction{AuditAction::signed_in, "signed-in"}};

}  // namespace

std::string_view name_of(AuditAction action) {
  const auto* const found = std::find_if(kActions.begin(), kActions.end(),
                                         [&](const auto& row) { return row.action == action; });
  return found->name;
}

std::optional<AuditAction> audit_action_named(std::string_view name) {
  const auto* const found = std::find_if(kActions.begin(), kActions.end(),
                                         [&](const auto& row) { return row.name == name; });
  return found == kActions.end() ? std::nullopt : std::optional(found->action);
}

}  // namespace hookstorm::native
