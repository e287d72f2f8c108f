#include "native/api/routes/route_tables.hpp"
#include "native/api/webhooks.hpp"

namespace hookstorm::native {

std::vector<Route> webhook_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/webhooks",
       .operation = "listWebhooks",
       .summary = "Lists webhooks in order of creation",
       .answers = {{200, "The webhooks", "webhooks"}},
       .handler = handled_by(list_webhooks, context)},
      {.method = "POST",
       .pattern = "/v1/webhooks",
       .operation = "createWebhook",
       .summary = "Makes a webhook",
       .description = "The answer shows its secret, this once.",
       .body = Body::json,
       .body_schema = "new-webhook",
       .effect = Effect::changes,
       .answers = {{201, "The webhook as it was made", "webhook"}},
       .errors = {{409, "too-many-webhooks"}},
       .handler = handled_by(create_webhook, context)},
      {.method = "GET",
       .pattern = "/v1/webhooks/{id}",
       .operation = "showWebhook",
       .summary = "Shows a webhook",
       .answers = {{200, "The webhook", "webhook"}},
       .handler = handled_by(show_webhook, context)},
      {.method = "PATCH",
       .pattern = "/v1/webhooks/{id}",
       .operation = "changeWebhook",
       .summary = "Changes the attributes that are given",
       .description = "Null takes an attribute away that may be left out.",
       .body = Body::json,
       .body_schema = "webhook-change",
       .effect = Effect::changes,
       .answers = {{200, "The webhook as it is now", "webhook"}},
       .handler = handled_by(update_webhook, context)},
      {.method = "DELETE",
       .pattern = "/v1/webhooks/{id}",
       .operation = "deleteWebhook",
       .summary = "Deletes a webhook and cancels what is waiting for it",
       .effect = Effect::changes,
       .answers = {{204, "It is deleted"}},
       .handler = handled_by(delete_webhook, context)},
  };
}

}  // namespace hookstorm::native
