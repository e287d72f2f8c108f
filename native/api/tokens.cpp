#include "native/api/tokens.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "native/api/access_document.hpp"
#include "native/api/access_json.hpp"
#include "native/api/errors.hpp"
#include "native/api/pages.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {
namespace {

/// The workspace with the name, where the caller may say so: their own, or any for who looks after
/// the instance. To others, another workspace is not there.
std::optional<WorkspaceKey> workspace_for(const ApiContext& context, const Caller& caller,
                                          const std::optional<std::string>& name) {
  if (!name) {
    return caller.workspace;
  }
  const std::optional<WorkspaceKey> workspace = context.access.workspace_named(*name);
  return workspace && (*workspace == caller.workspace || caller.may(Scope::instance))
             ? workspace
             : std::nullopt;
}

ApiResponse no_such_workspace(std::string_view pointer) {
  Problems problems;
  problems.error(std::string(pointer), "no-such-workspace", "There is no workspace of this name.");
  return problems_response(problems);
}

ApiResponse response_of(const TokenOutcome& outcome, const std::string& workspace) {
  switch (outcome.kind) {
    case TokenOutcome::Kind::stored: {
      json::Writer writer;
      writer.begin_object().name("data");
      write_token(writer, *outcome.token, workspace, outcome.text);
      writer.end_object();
      return {.status = 201, .body = writer.take()};
    }
    case TokenOutcome::Kind::too_many:
      return error_response(409, "too-many-tokens",
                            "There are " + std::to_string(kTokensMax) +
                                " tokens in this workspace; revoke one that nobody uses.");
    case TokenOutcome::Kind::not_found:
      return not_found_response("There is no token with this id, or it is revoked already.");
    case TokenOutcome::Kind::failed:
      break;
  }
  return store_failed_response();
}

}  // namespace

void list_tokens(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<std::string> name = request.query.text(kFilterWorkspace);
  const std::optional<WorkspaceKey> workspace = workspace_for(context, request.caller, name);
  if (!workspace) {
    reply(parameter_error_response(422, kFilterWorkspace, "no-such-workspace",
                                   "There is no workspace of this name."));
    return;
  }
  std::vector<StoredToken> tokens = context.reader.tokens();
  std::erase_if(tokens, [&](const StoredToken& token) { return token.workspace != *workspace; });
  const NumberedPage page(request, static_cast<std::int64_t>(tokens.size()));
  if (!page.exists()) {
    reply(parameter_error_response(
        400, kPageNumber, "no-such-page",
        "Pages count from 0; this list has " + std::to_string(page.count()) + "."));
    return;
  }
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (std::int64_t i = page.begin(); i < page.end(); ++i) {
    write_token(writer, tokens[static_cast<std::size_t>(i)],
                context.access.workspace_name(*workspace), "");
  }
  writer.end_list();
  page.write(writer);
  writer.end_object();
  reply({.body = writer.take()});
}

void create_token(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  Result<TokenDocument> document = read_token_document(request.body);
  if (!document.ok()) {
    reply(problems_response(document.problems()));
    return;
  }
  const std::optional<WorkspaceKey> workspace =
      workspace_for(context, request.caller, document.value().workspace);
  if (!workspace) {
    reply(no_such_workspace("/data/attributes/workspace"));
    return;
  }
  const bool taken = context.access_changes.create_token(
      request.caller,
      {.workspace = *workspace,
       .name = std::move(document.value().name),
       .scopes = document.value().scopes},
      [reply, name = context.access.workspace_name(*workspace)](const TokenOutcome& outcome) {
        reply(response_of(outcome, name));
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

void revoke_token(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const bool taken = context.access_changes.revoke_token(
      request.caller, request.id(), [reply](const TokenOutcome& outcome) {
        reply(outcome.kind == TokenOutcome::Kind::stored
                  ? ApiResponse{.status = 204, .content_type = ""}
                  : response_of(outcome, ""));
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

}  // namespace hookstorm::native
