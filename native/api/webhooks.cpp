#include "native/api/webhooks.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "native/api/errors.hpp"
#include "native/api/pages.hpp"
#include "native/api/resource_document.hpp"
#include "native/api/resource_json.hpp"
#include "native/api/routes.hpp"
#include "native/api/webhook_document.hpp"

namespace hookstorm::native {
namespace {

constexpr EpochMilliseconds kMillisecondsPerSecond = 1000;
constexpr EpochMilliseconds kOldSecretKept = 24LL * 60 * 60 * kMillisecondsPerSecond;

/// The vendor's name for what a webhook is triggered by, where that is one.
void write_event(json::Writer& writer, const Webhook& webhook) {
  writer.name("event");
  webhook.triggers.size() == 1 ? writer.text(facts(webhook.triggers.front()).name) : writer.null();
}

void write_resource(json::Writer& writer, const StoredWebhook& stored, SecretShown secret_shown,
                    EpochMilliseconds now) {
  begin_resource(writer, "webhooks", stored.webhook.id);
  write_webhook_attributes(writer, stored.webhook, secret_shown);
  write_event(writer, stored.webhook);
  writer.name("created_at").integer(stored.created_at / kMillisecondsPerSecond);
  writer.name("updated_at").integer(stored.updated_at / kMillisecondsPerSecond);
  writer.name("revision").integer(stored.revision);
  writer.name("health");
  write_health(writer, stored.health, now);
  end_resource(writer);
}

ApiResponse resource_response(int status, const StoredWebhook& stored, SecretShown secret_shown,
                              EpochMilliseconds now) {
  json::Writer writer;
  writer.begin_object().name("data");
  write_resource(writer, stored, secret_shown, now);
  writer.end_object();
  return {.status = status, .body = writer.take()};
}

/// After a change, without the secrets that the request itself does not hold.
StoredWebhook as_answered(const StoredWebhook& stored, const json::Value& attributes) {
  StoredWebhook answered = stored;
  if (attributes.find("secret") == nullptr) {
    answered.webhook.secret = std::nullopt;
  }
  if (attributes.find("previous_secrets") == nullptr) {
    answered.webhook.previous_secrets.clear();
  }
  return answered;
}

void write_revision(json::Writer& writer, const StoredRevision& revision) {
  begin_resource(writer, "webhook-revisions", std::to_string(revision.number));
  write_webhook_attributes(writer, revision.webhook, SecretShown::no);
  write_event(writer, revision.webhook);
  writer.name("created_at").integer(revision.created_at / kMillisecondsPerSecond);
  end_resource(writer);
}

/// The response to a change that was not stored.
ApiResponse failure_response(const ChangeOutcome& outcome) {
  switch (outcome.kind) {
    case ChangeOutcome::Kind::not_found:
      return no_such_webhook_response();
    case ChangeOutcome::Kind::too_many:
      return error_response(
          409, "too-many-webhooks",
          "There are " + std::to_string(kWebhooksMax) + " webhooks already, as many as may be.");
    case ChangeOutcome::Kind::refused:
      return problems_response(outcome.problems);
    case ChangeOutcome::Kind::stored:
    case ChangeOutcome::Kind::failed:
      break;
  }
  return store_failed_response();
}

}  // namespace

void write_webhook_resource(json::Writer& writer, const StoredWebhook& stored,
                            EpochMilliseconds now) {
  write_resource(writer, stored, SecretShown::no, now);
}

void list_webhooks(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<Trigger> trigger =
      trigger_named(request.query.text(kFilterEvent).value_or(""));
  WebhookList listed;
  for (const auto& stored : *context.writer.webhooks()) {
    if (stored->workspace == request.caller.workspace &&
        (!trigger || stored->webhook.wants(*trigger))) {
      listed.push_back(stored);
    }
  }
  const NumberedPage page(request, static_cast<std::int64_t>(listed.size()));
  if (!page.exists()) {
    reply(parameter_error_response(
        400, kPageNumber, "no-such-page",
        "Pages count from 0; this list has " + std::to_string(page.count()) + "."));
    return;
  }
  const EpochMilliseconds now = context.clock();
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (std::int64_t i = page.begin(); i < page.end(); ++i) {
    StoredWebhook stored = *listed[static_cast<std::size_t>(i)];
    stored.health = context.reader.webhook_health(stored.key).health;
    write_resource(writer, stored, SecretShown::no, now);
  }
  writer.end_list();
  page.write(writer);
  writer.end_object();
  reply({.body = writer.take()});
}

void create_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const Result<json::Value> attributes = webhook_attributes(request.body, std::nullopt);
  if (!attributes.ok()) {
    reply(problems_response(attributes.problems()));
    return;
  }
  const Result<Webhook> webhook = webhook_of(attributes.value(), context.http_targets_of());
  if (!webhook.ok()) {
    reply(problems_response(webhook.problems()));
    return;
  }
  const bool taken = context.changes.create(
      request.caller, webhook.value(),
      [reply, now = context.clock()](const ChangeOutcome& outcome) {
        reply(outcome.webhook ? resource_response(201, *outcome.webhook, SecretShown::yes, now)
                              : failure_response(outcome));
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

void show_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<StoredWebhook> stored =
      context.reader.webhook(request.caller.workspace, request.id());
  reply(stored ? resource_response(200, *stored, SecretShown::no, context.clock())
               : no_such_webhook_response());
}

void update_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  if (!context.reader.webhook(request.caller.workspace, request.id())) {
    reply(no_such_webhook_response());
    return;
  }
  const Result<json::Value> attributes = webhook_attributes(request.body, request.id());
  if (!attributes.ok()) {
    reply(problems_response(attributes.problems()));
    return;
  }
  const bool taken = context.changes.update(
      request.caller, request.id(),
      [attributes = attributes.value(), http_targets_of = context.http_targets_of()](
          const Webhook& webhook) { return changed_webhook(webhook, attributes, http_targets_of); },
      [reply, attributes = attributes.value(),
       now = context.clock()](const ChangeOutcome& outcome) {
        reply(outcome.webhook ? resource_response(200, as_answered(*outcome.webhook, attributes),
                                                  SecretShown::yes, now)
                              : failure_response(outcome));
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

void rotate_webhook_secret(const ApiContext& context, const ApiRequest& request,
                           const Reply& reply) {
  const std::optional<StoredWebhook> stored =
      context.reader.webhook(request.caller.workspace, request.id());
  if (!stored) {
    reply(no_such_webhook_response());
    return;
  }
  const std::optional<EpochMilliseconds> until = request.query.moment(kUntil);
  if (until && stored->webhook.signature == SignatureScheme::livestorm) {
    reply(parameter_error_response(422, kUntil, "conflicting-fields",
                                   "The vendor's scheme has room for one signature: the old secret "
                                   "ends at once, so leave this out."));
    return;
  }
  const EpochMilliseconds now = context.clock();
  const bool taken = context.changes.rotate_secret(
      request.caller, request.id(), until.value_or(now + kOldSecretKept),
      [reply, now](const ChangeOutcome& outcome) {
        if (!outcome.webhook) {
          reply(failure_response(outcome));
          return;
        }
        StoredWebhook answered = *outcome.webhook;
        answered.webhook.previous_secrets.clear();
        reply(resource_response(200, answered, SecretShown::yes, now));
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

void list_webhook_revisions(const ApiContext& context, const ApiRequest& request,
                            const Reply& reply) {
  const std::optional<StoredWebhook> stored =
      context.reader.webhook(request.caller.workspace, request.id());
  if (!stored) {
    reply(no_such_webhook_response());
    return;
  }
  const std::vector<StoredRevision> revisions = context.reader.webhook_revisions(
      stored->key, page_start_of(request), static_cast<std::size_t>(page_size_of(request)));
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const StoredRevision& revision : revisions) {
    write_revision(writer, revision);
  }
  writer.end_list();
  const bool is_more = !revisions.empty() && revisions.back().number > 1;
  write_next_link(writer, request, is_more ? std::optional(revisions.back().number) : std::nullopt);
  writer.end_object();
  reply({.body = writer.take()});
}

void delete_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const bool taken =
      context.changes.remove(request.caller, request.id(), [reply](const ChangeOutcome& outcome) {
        reply(outcome.kind == ChangeOutcome::Kind::stored
                  ? ApiResponse{.status = 204, .content_type = ""}
                  : failure_response(outcome));
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

}  // namespace hookstorm::native
