// Tokens, sessions, workspaces and the audit log as JSON.
#pragma once

#include <string>
#include <string_view>

#include "core/json/writer.hpp"
#include "native/store/access_records.hpp"

namespace hookstorm::native {

/// Appends the resource of a token of the workspace called so. `text` is the token itself, shown
/// once; empty where it is not.
void write_token(json::Writer& writer, const StoredToken& token, std::string_view workspace,
                 std::string_view text);
/// Appends the members `workspace` and `scopes`, and who `caller` is.
void write_caller(json::Writer& writer, const Caller& caller, std::string_view workspace);
void write_workspace(json::Writer& writer, const StoredWorkspace& workspace);
void write_audit_entry(json::Writer& writer, const AuditEntry& entry);

}  // namespace hookstorm::native
