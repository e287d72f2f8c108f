#include "native/store/sql/access.hpp"

#include <optional>

#include "native/access/rate_limit.hpp"
#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native {
namespace {

using sql::Query;

/// Of a row (id, public_id, workspace, name, scopes, hash, created_at, used_at, revoked_at,
/// month_began_at, month_requests).
StoredToken read_token(const Query& row) {
  return {.key = row.integer(0),
          .id = std::string(row.text(1)),
          .workspace = row.integer(2),
          .name = std::string(row.text(3)),
          .scopes = scopes_of(row.text(4)),
          .hash = row.is_null(5) ? std::nullopt : std::optional(std::string(row.text(5))),
          .created_at = row.integer(6),
          .used_at = row.optional_integer(7),
          .revoked_at = row.optional_integer(8),
          .month = {.began_at = row.integer(9), .requests = row.integer(10)}};
}

/// Of a row (id, workspace, at, actor, token_id, token_name, action, subject_id, subject_name,
/// revision_before, revision_after).
AuditEntry read_entry(const Query& row) {
  return {.key = row.integer(0),
          .workspace = row.integer(1),
          .at = row.integer(2),
          .actor = {.kind = known(actor_kind_named(row.text(3)), row.text(3)),
                    .token_id = std::string(row.text(4)),
                    .token_name = std::string(row.text(5))},
          .action = known(audit_action_named(row.text(6)), row.text(6)),
          .subject_id = std::string(row.text(7)),
          .subject_name = std::string(row.text(8)),
          .revision_before = row.optional_integer(9),
          .revision_after = row.optional_integer(10)};
}

}  // namespace

std::vector<StoredWorkspace> SqlAccess::workspaces() {
  Query query = database_.query("SELECT id, name, created_at FROM workspaces ORDER BY id");
  std::vector<StoredWorkspace> workspaces;
  while (query.step()) {
    workspaces.push_back({.key = query.integer(0),
                          .name = std::string(query.text(1)),
                          .created_at = query.integer(2)});
  }
  return workspaces;
}

std::vector<StoredToken> SqlAccess::tokens() {
  Query query = database_.query(
      "SELECT id, public_id, workspace, name, scopes, hash, created_at, used_at, revoked_at, "
      "month_began_at, month_requests FROM tokens ORDER BY id");
  std::vector<StoredToken> tokens;
  while (query.step()) {
    tokens.push_back(read_token(query));
  }
  return tokens;
}

std::vector<StoredSession> SqlAccess::sessions() {
  Query query = database_.query("SELECT hash, token, expires_at FROM sessions ORDER BY expires_at");
  std::vector<StoredSession> sessions;
  while (query.step()) {
    sessions.push_back({.hash = std::string(query.text(0)),
                        .token = query.integer(1),
                        .expires_at = query.integer(2)});
  }
  return sessions;
}

std::vector<AuditEntry> SqlAccess::audit(WorkspaceKey workspace, std::int64_t before,
                                         std::size_t limit) {
  Query query = database_.query(
      "SELECT id, workspace, at, actor, token_id, token_name, action, subject_id, subject_name, "
      "revision_before, revision_after FROM audit INDEXED BY audit_of_workspace "
      "WHERE workspace = ? AND id < ? ORDER BY id DESC LIMIT ?");
  query.bind(workspace).bind(before).bind(static_cast<std::int64_t>(limit));
  std::vector<AuditEntry> entries;
  while (query.step()) {
    entries.push_back(read_entry(query));
  }
  return entries;
}

WorkspaceKey SqlAccess::create_workspace(const std::string& name, EpochMilliseconds now) {
  Query query =
      database_.query("INSERT INTO workspaces (name, created_at) VALUES (?, ?) RETURNING id");
  query.bind(name).bind(now);
  return inserted_key(query);
}

TokenKey SqlAccess::create_token(const StoredToken& token) {
  const std::string scopes = text_of(token.scopes);
  Query query = database_.query(
      "INSERT INTO tokens (public_id, workspace, name, scopes, hash, created_at) "
      "VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
  query.bind(token.id).bind(token.workspace).bind(token.name).bind(scopes);
  token.hash ? query.bind_blob(*token.hash) : query.bind_null();
  query.bind(token.created_at);
  return inserted_key(query);
}

MonthUse SqlAccess::record_token_use(TokenKey token, EpochMilliseconds used_at,
                                     const MonthUse& more) {
  Query query = database_.query(
      "UPDATE tokens SET used_at = ?1, "
      "month_began_at = CASE WHEN month_began_at <= ?1 AND ?1 < month_began_at + ?5 "
      "  THEN month_began_at ELSE ?2 END, "
      "month_requests = CASE WHEN month_began_at <= ?1 AND ?1 < month_began_at + ?5 "
      "  THEN month_requests + ?3 ELSE ?3 END "
      "WHERE id = ?4 RETURNING month_began_at, month_requests");
  query.bind(used_at).bind(more.began_at).bind(more.requests).bind(token).bind(kMonth);
  MonthUse month = more;
  while (query.step()) {
    month = {.began_at = query.integer(0), .requests = query.integer(1)};
  }
  return month;
}

void SqlAccess::revoke_token(TokenKey token, EpochMilliseconds now) {
  database_.query("UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
      .bind(now)
      .bind(token)
      .run();
  database_.query("DELETE FROM sessions WHERE token = ?").bind(token).run();
}

void SqlAccess::create_session(const StoredSession& session, EpochMilliseconds now,
                               std::size_t sessions_max) {
  database_.query("DELETE FROM sessions WHERE expires_at <= ?").bind(now).run();
  database_.query("INSERT INTO sessions (hash, token, expires_at) VALUES (?, ?, ?)")
      .bind_blob(session.hash)
      .bind(session.token)
      .bind(session.expires_at)
      .run();
  database_
      .query(
          "DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE token = ? "
          "ORDER BY expires_at DESC LIMIT 1000000 OFFSET ?)")
      .bind(session.token)
      .bind(static_cast<std::int64_t>(sessions_max))
      .run();
}

void SqlAccess::delete_session(std::string_view hash) {
  database_.query("DELETE FROM sessions WHERE hash = ?").bind_blob(hash).run();
}

void SqlAccess::add_audit(const AuditEntry& entry) {
  Query query = database_.query(
      "INSERT INTO audit (workspace, at, actor, token_id, token_name, action, subject_id, "
      "subject_name, revision_before, revision_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.bind(entry.workspace).bind(entry.at).bind(name_of(entry.actor.kind));
  query.bind(entry.actor.token_id).bind(entry.actor.token_name).bind(name_of(entry.action));
  query.bind(entry.subject_id).bind(entry.subject_name);
  query.bind(entry.revision_before).bind(entry.revision_after).run();
}

}  // namespace hookstorm::native
