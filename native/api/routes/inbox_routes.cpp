#include "native/api/captures.hpp"
#include "native/api/inboxes.hpp"
#include "native/api/pages.hpp"
#include "native/api/routes/route_tables.hpp"

namespace hookstorm::native {

// What is sent to an inbox has no row: a row fixes the method, path, query and answers.
std::vector<Route> inbox_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/inboxes",
       .operation = "listInboxes",
       .summary = "Lists inboxes, the newest first",
       .needs = Scope::webhooks_read,
       .parameters = {page_size_parameter(), page_after_parameter()},
       .answers = {{200, "The inboxes", "inboxes"}},
       .handler = handled_by(list_inboxes, context)},
      {.method = "POST",
       .pattern = "/v1/inboxes",
       .operation = "createInbox",
       .summary = "Makes an inbox",
       .description =
           "Whatever is sent to its `url`, or below it, by any method, is captured and gets the "
           "answer that is set. It expires 7 days after it was last used, unless the dispatcher is "
           "started with another time.",
       .needs = Scope::webhooks_write,
       .body = Body::json,
       .body_schema = "new-inbox",
       .effect = Effect::changes,
       .answers = {{201, "The inbox as it was made", "inbox"}},
       .errors = {{409, "too-many-inboxes"}},
       .handler = handled_by(create_inbox, context)},
      {.method = "GET",
       .pattern = "/v1/inboxes/{id}",
       .operation = "showInbox",
       .summary = "Shows an inbox",
       .needs = Scope::webhooks_read,
       .answers = {{200, "The inbox", "inbox"}},
       .handler = handled_by(show_inbox, context)},
      {.method = "PATCH",
       .pattern = "/v1/inboxes/{id}",
       .operation = "changeInbox",
       .summary = "Changes the name, or what of the answer is given",
       .needs = Scope::webhooks_write,
       .body = Body::json,
       .body_schema = "inbox-change",
       .effect = Effect::changes,
       .answers = {{200, "The inbox as it is now", "inbox"}},
       .handler = handled_by(update_inbox, context)},
      {.method = "DELETE",
       .pattern = "/v1/inboxes/{id}",
       .operation = "deleteInbox",
       .summary = "Deletes an inbox and its captures",
       .needs = Scope::webhooks_write,
       .effect = Effect::changes,
       .answers = {{204, "It is deleted"}},
       .handler = handled_by(delete_inbox, context)},
  };
}

std::vector<Route> capture_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/inboxes/{id}/captures",
       .operation = "listCaptures",
       .summary = "Lists the requests that an inbox took, the newest first",
       .description = "The latest 500, and no more than 64 MiB of them, are kept.",
       .needs = Scope::deliveries_read,
       .parameters = {page_size_parameter(), page_after_parameter()},
       .answers = {{200, "The captures", "captures"}},
       .handler = handled_by(list_captures, context)},
      {.method = "DELETE",
       .pattern = "/v1/inboxes/{id}/captures",
       .operation = "clearCaptures",
       .summary = "Removes all captures of an inbox",
       .needs = Scope::webhooks_write,
       .effect = Effect::changes,
       .answers = {{204, "They are removed"}},
       .handler = handled_by(clear_captures, context)},
      {.method = "GET",
       .pattern = "/v1/inboxes/{id}/captures/{number}",
       .operation = "showCapture",
       .summary = "Shows a capture: whether it is signed, and how it differs from what was sent",
       .description =
           "The signature is checked by the secrets of the webhook whose message it is or, where "
           "it tells of none, of those that are sent here. It is compared with the request of the "
           "attempt that it says it is, rendered again.",
       .needs = Scope::deliveries_read,
       .answers = {{200, "The capture", "capture"}},
       .handler = handled_by(show_capture, context)},
      {.method = "POST",
       .pattern = "/v1/inboxes/{id}/captures/{number}/check",
       .operation = "checkCapture",
       .summary = "Checks the signature of a capture by a secret that is given",
       .needs = Scope::deliveries_read,
       .body = Body::json,
       .body_schema = "capture-secret",
       .answers = {{200, "Whether it holds, and why not", "checked-capture"}},
       .handler = handled_by(check_capture, context)},
      {.method = "POST",
       .pattern = "/v1/inboxes/{id}/captures/{number}/forward",
       .operation = "forwardCapture",
       .summary = "Sends a capture to another URL, once",
       .description = "With its method, body and headers, but for those that belong to the "
                      "connection. Addresses are judged as those of webhooks are.",
       .needs = Scope::webhooks_write,
       .body = Body::json,
       .body_schema = "forward-target",
       .answers = {{200, "What was answered", "forward"}},
       .errors = {{503, "busy"}},
       .handler = handled_by(forward_capture, context)},
  };
}

}  // namespace hookstorm::native
