#include "native/api/occurrences.hpp"
#include "native/api/pages.hpp"
#include "native/api/routes/route_tables.hpp"
#include "native/api/webhooks.hpp"

namespace hookstorm::native {
namespace {

/// More than there can be.
constexpr std::int64_t kPageNumberMax = 1'000'000;

}  // namespace

std::vector<Route> webhook_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/webhooks",
       .operation = "listWebhooks",
       .summary = "Lists webhooks in order of creation",
       .needs = Scope::webhooks_read,
       .parameters = {{.name = kFilterEvent,
                       .description = "Only those that this triggers.",
                       .kind = ParameterKind::name,
                       .names = trigger_names(),
                       .unknown_name_code = "unknown-trigger"},
                      {.name = kPageNumber,
                       .description = "Counts from 0, which is taken where it is left out.",
                       .kind = ParameterKind::integer,
                       .lowest = 0,
                       .highest = kPageNumberMax},
                      page_size_parameter()},
       .answers = {{200, "The webhooks of this page", "webhooks"}},
       .errors = {{400, "no-such-page"}},
       .handler = handled_by(list_webhooks, context)},
      {.method = "POST",
       .pattern = "/v1/webhooks",
       .operation = "createWebhook",
       .summary = "Makes a webhook",
       .description = "The answer shows its secret, this once.",
       .needs = Scope::webhooks_write,
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
       .needs = Scope::webhooks_read,
       .answers = {{200, "The webhook", "webhook"}},
       .handler = handled_by(show_webhook, context)},
      {.method = "PATCH",
       .pattern = "/v1/webhooks/{id}",
       .operation = "changeWebhook",
       .summary = "Changes the attributes that are given",
       .description = "Null takes an attribute away that may be left out.",
       .needs = Scope::webhooks_write,
       .body = Body::json,
       .body_schema = "webhook-change",
       .effect = Effect::changes,
       .answers = {{200, "The webhook as it is now", "webhook"}},
       .handler = handled_by(update_webhook, context)},
      {.method = "DELETE",
       .pattern = "/v1/webhooks/{id}",
       .operation = "deleteWebhook",
       .summary = "Deletes a webhook and cancels what is waiting for it",
       .needs = Scope::webhooks_write,
       .effect = Effect::changes,
       .answers = {{204, "It is deleted"}},
       .handler = handled_by(delete_webhook, context)},
  };
}

std::vector<Route> webhook_care_routes(const ApiContext& context) {
  return {
      {.method = "POST",
       .pattern = "/v1/webhooks/{id}/rotate-secret",
       .operation = "rotateWebhookSecret",
       .summary = "Gives a webhook a new secret",
       .description =
           "The answer shows it, this once. The old one signs along until `until`, so that "
           "receivers can change over.",
       .needs = Scope::webhooks_write,
       .parameters = {{.name = kUntil,
                       .description =
                           "How long the old secret signs along: 24 hours where this is left "
                           "out; a moment that has passed ends it at once.",
                       .kind = ParameterKind::moment}},
       .effect = Effect::changes,
       .answers = {{200, "The webhook with its new secret", "webhook"}},
       .errors = {{422, "too-many"}, {422, "conflicting-fields"}},
       .handler = handled_by(rotate_webhook_secret, context)},
      {.method = "POST",
       .pattern = "/v1/webhooks/{id}/test",
       .operation = "testWebhook",
       .summary = "Sends a trigger's sample to this webhook alone",
       .description = "It goes the way of every occurrence: what the webhook's triggers, switch or "
                      "filter say against it is told in `skipped`.",
       .needs = Scope::webhooks_write,
       .parameters = {{.name = kTrigger,
                       .description =
                           "Whose sample; the webhook's first trigger where it is left out.",
                       .kind = ParameterKind::name,
                       .names = trigger_names(),
                       .unknown_name_code = "unknown-trigger"}},
       .effect = Effect::changes,
       .answers = {{202, "It is stored", "accepted-message"}},
       .handler = handled_by(send_sample, context)},
      {.method = "GET",
       .pattern = "/v1/webhooks/{id}/revisions",
       .operation = "listWebhookRevisions",
       .summary = "Lists the configurations that a webhook has had, the newest first",
       .needs = Scope::webhooks_read,
       .parameters = {page_size_parameter(), page_after_parameter()},
       .answers = {{200, "The revisions", "webhook-revisions"}},
       .handler = handled_by(list_webhook_revisions, context)},
  };
}

}  // namespace hookstorm::native
