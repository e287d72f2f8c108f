// Workspaces, tokens, sessions and the audit log as tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "native/store/access_records.hpp"
#include "native/store/sql/database.hpp"

namespace hookstorm::native {

/// Each function does what the one of its name in `Store` says.
class SqlAccess {
 public:
  explicit SqlAccess(sql::Database& database) : database_(database) {}

  [[nodiscard]] std::vector<StoredWorkspace> workspaces();
  [[nodiscard]] std::vector<StoredToken> tokens();
  [[nodiscard]] std::vector<StoredSession> sessions();
  [[nodiscard]] std::vector<AuditEntry> audit(WorkspaceKey workspace, std::int64_t before,
                                              std::size_t limit);

  WorkspaceKey create_workspace(const std::string& name, EpochMilliseconds now);
  TokenKey create_token(const StoredToken& token);
  MonthUse record_token_use(TokenKey token, EpochMilliseconds used_at, const MonthUse& more);
  void revoke_token(TokenKey token, EpochMilliseconds now);
  void create_session(const StoredSession& session, EpochMilliseconds now,
                      std::size_t sessions_max);
  void delete_session(std::string_view hash);
  void add_audit(const AuditEntry& entry);

 private:
  sql::Database& database_;
};

}  // namespace hookstorm::native
