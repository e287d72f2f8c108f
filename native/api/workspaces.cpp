#include "native/api/workspaces.hpp"

#include <string>

#include "native/api/access_document.hpp"
#include "native/api/access_json.hpp"
#include "native/api/errors.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {
namespace {

ApiResponse response_of(const WorkspaceOutcome& outcome) {
  switch (outcome.kind) {
    case WorkspaceOutcome::Kind::stored: {
      json::Writer writer;
      writer.begin_object().name("data");
      write_workspace(writer, outcome.workspace);
      writer.end_object();
      return {.status = 201, .body = writer.take()};
    }
    case WorkspaceOutcome::Kind::too_many:
      return error_response(409, "too-many-workspaces",
                            "There are " + std::to_string(kWorkspacesMax) +
                                " workspaces already, as many as may be.");
    case WorkspaceOutcome::Kind::name_taken:
      return error_response(409, "name-taken", "There is a workspace of this name already.");
    case WorkspaceOutcome::Kind::failed:
      break;
  }
  return store_failed_response();
}

}  // namespace

void list_workspaces(const ApiContext& context, const ApiRequest& /*request*/, const Reply& reply) {
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const StoredWorkspace& workspace : context.reader.workspaces()) {
    write_workspace(writer, workspace);
  }
  writer.end_list().end_object();
  reply({.body = writer.take()});
}

void create_workspace(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const Result<std::string> name = read_workspace_document(request.body);
  if (!name.ok()) {
    reply(problems_response(name.problems()));
    return;
  }
  const bool taken = context.access_changes.create_workspace(
      request.caller, name.value(),
      [reply](const WorkspaceOutcome& outcome) { reply(response_of(outcome)); });
  if (!taken) {
    reply(queue_full_response());
  }
}

}  // namespace hookstorm::native
