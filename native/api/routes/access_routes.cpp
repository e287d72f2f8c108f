#include "native/api/audit.hpp"
#include "native/api/pages.hpp"
#include "native/api/routes/route_tables.hpp"
#include "native/api/sessions.hpp"
#include "native/api/tokens.hpp"
#include "native/api/workspaces.hpp"

namespace hookstorm::native {
namespace {

constexpr std::int64_t kWorkspaceNameBytesMax = 63;
/// More than there can be.
constexpr std::int64_t kPageNumberMax = 1'000'000;

std::vector<Parameter> token_list_parameters() {
  return {{.name = kFilterWorkspace,
           .description = "Those of this workspace, for who looks after the instance.",
           .kind = ParameterKind::text,
           .highest = kWorkspaceNameBytesMax},
          {.name = kPageNumber,
           .description = "Counts from 0, which is taken where it is left out.",
           .kind = ParameterKind::integer,
           .lowest = 0,
           .highest = kPageNumberMax},
          page_size_parameter()};
}

}  // namespace

std::vector<Route> access_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/tokens",
       .operation = "listTokens",
       .summary = "Lists the tokens of the workspace, the revoked ones included",
       .needs = Scope::admin,
       .parameters = token_list_parameters(),
       .answers = {{200, "The tokens of this page", "tokens"}},
       .errors = {{400, "no-such-page"}, {422, "no-such-workspace"}},
       .handler = handled_by(list_tokens, context)},
      {.method = "POST",
       .pattern = "/v1/tokens",
       .operation = "createToken",
       .summary = "Makes a token",
       .description = "The answer shows it, this once. One for another workspace is made by who "
                      "looks after the instance.",
       .needs = Scope::admin,
       .body = Body::json,
       .body_schema = "new-token",
       .effect = Effect::changes,
       .answers = {{201, "The token as it was made", "token"}},
       .errors = {{409, "too-many-tokens"}, {422, "unknown-scope"}, {422, "no-such-workspace"}},
       .handler = handled_by(create_token, context)},
      {.method = "DELETE",
       .pattern = "/v1/tokens/{id}",
       .operation = "revokeToken",
       .summary = "Revokes a token and ends its sessions",
       .description = "Who looks after the instance revokes those of every workspace.",
       .needs = Scope::admin,
       .effect = Effect::changes,
       .answers = {{204, "It is revoked"}},
       .handler = handled_by(revoke_token, context)},
      {.method = "GET",
       .pattern = "/v1/workspaces",
       .operation = "listWorkspaces",
       .summary = "Lists the workspaces in order of creation",
       .needs = Scope::instance,
       .answers = {{200, "The workspaces", "workspaces"}},
       .handler = handled_by(list_workspaces, context)},
      {.method = "POST",
       .pattern = "/v1/workspaces",
       .operation = "createWorkspace",
       .summary = "Makes a workspace",
       .needs = Scope::instance,
       .body = Body::json,
       .body_schema = "new-workspace",
       .effect = Effect::changes,
       .answers = {{201, "The workspace as it was made", "workspace"}},
       .errors = {{409, "too-many-workspaces"}, {409, "name-taken"}, {422, "invalid-name"}},
       .handler = handled_by(create_workspace, context)},
      {.method = "GET",
       .pattern = "/v1/audit",
       .operation = "listAudit",
       .summary = "Lists who changed what, the newest first",
       .needs = Scope::admin,
       .parameters = {page_size_parameter(), page_after_parameter()},
       .answers = {{200, "The entries", "audit-entries"}},
       .handler = handled_by(list_audit, context)},
  };
}

std::vector<Route> session_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/session",
       .operation = "showSession",
       .summary = "Says who asks, and what they may do",
       .needs = Scope::any,
       .answers = {{200, "Who asks", "session"}},
       .handler = handled_by(show_session, context)},
      {.method = "POST",
       .pattern = "/v1/session",
       .operation = "signIn",
       .summary = "Signs in by a token, or by the code of the sign-in link",
       .description = "The answer sets a cookie, for the page that asked.",
       .needs = Scope::none,
       .body = Body::json,
       .body_schema = "sign-in",
       .effect = Effect::changes,
       .answers = {{201, "Who is signed in", "session"}},
       .errors = {{401, "unauthorized"}},
       .handler = handled_by(sign_in, context)},
      {.method = "DELETE",
       .pattern = "/v1/session",
       .operation = "signOut",
       .summary = "Ends the session of the cookie",
       .needs = Scope::any,
       .effect = Effect::changes,
       .answers = {{204, "It is ended"}},
       .handler = handled_by(sign_out, context)},
  };
}

}  // namespace hookstorm::native
