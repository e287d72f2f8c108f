#include "native/api/access_json.hpp"

#include <optional>

#include "core/time/timestamp.hpp"
#include "native/api/resource_json.hpp"

namespace hookstorm::native {
namespace {

void write_moment(json::Writer& writer, std::string_view name,
                  std::optional<EpochMilliseconds> moment) {
  writer.name(name);
  moment ? writer.text(format_timestamp(*moment)) : writer.null();
}

void write_number(json::Writer& writer, std::string_view name, std::optional<std::int64_t> number) {
  writer.name(name);
  number ? writer.integer(*number) : writer.null();
}

void write_scopes(json::Writer& writer, const Scopes& scopes) {
  writer.name("scopes").begin_list();
  for (const Scope scope : scopes.list()) {
    writer.text(name_of(scope));
  }
  writer.end_list();
}

/// Appends the member `actor`.
void write_actor(json::Writer& writer, const Actor& actor) {
  writer.name("actor").begin_object();
  writer.name("kind").text(name_of(actor.kind));
  writer.name("token_id");
  actor.token_id.empty() ? writer.null() : writer.text(actor.token_id);
  writer.name("token_name");
  actor.token_id.empty() ? writer.null() : writer.text(actor.token_name);
  writer.end_object();
}

}  // namespace

void write_token(json::Writer& writer, const StoredToken& token, std::string_view workspace,
                 std::string_view text) {
  begin_resource(writer, "tokens", token.id);
  writer.name("name").text(token.name);
  writer.name("workspace").text(workspace);
  write_scopes(writer, token.scopes);
  write_moment(writer, "created_at", token.created_at);
  write_moment(writer, "used_at", token.used_at);
  write_moment(writer, "revoked_at", token.revoked_at);
  if (!text.empty()) {
    writer.name("token").text(text);
  }
  end_resource(writer);
}

void write_caller(json::Writer& writer, const Caller& caller, std::string_view workspace) {
  writer.name("workspace").text(workspace);
  write_scopes(writer, caller.scopes);
  write_actor(writer, caller.actor);
}

void write_workspace(json::Writer& writer, const StoredWorkspace& workspace) {
  begin_resource(writer, "workspaces", workspace.name);
  writer.name("name").text(workspace.name);
  write_moment(writer, "created_at",
               workspace.created_at == 0 ? std::nullopt : std::optional(workspace.created_at));
  end_resource(writer);
}

void write_audit_entry(json::Writer& writer, const AuditEntry& entry) {
  begin_resource(writer, "audit-entries", std::to_string(entry.key));
  write_moment(writer, "at", entry.at);
  write_actor(writer, entry.actor);
  writer.name("action").text(name_of(entry.action));
  writer.name("subject_id").text(entry.subject_id);
  writer.name("subject_name").text(entry.subject_name);
  write_number(writer, "revision_before", entry.revision_before);
  write_number(writer, "revision_after", entry.revision_after);
  end_resource(writer);
}

}  // namespace hookstorm::native
