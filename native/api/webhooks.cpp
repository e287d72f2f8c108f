#include "native/api/webhooks.hpp"

#include <utility>

#include "native/api/errors.hpp"
#include "native/api/routes.hpp"
#include "native/api/webhook_document.hpp"

namespace hookstorm::native {
namespace {

constexpr EpochMilliseconds kMillisecondsPerSecond = 1000;

void write_resource(json::Writer& writer, const StoredWebhook& stored, SecretShown secret_shown,
                    EpochMilliseconds now) {
  writer.begin_object();
  writer.name("id").text(stored.webhook.id);
  writer.name("type").text("webhooks");
  writer.name("attributes").begin_object();
  write_webhook_attributes(writer, stored.webhook, secret_shown);
  writer.name("created_at").integer(stored.created_at / kMillisecondsPerSecond);
  writer.name("updated_at").integer(stored.updated_at / kMillisecondsPerSecond);
  writer.name("revision").integer(stored.revision);
  writer.name("health");
  write_health(writer, stored.health, now);
  writer.end_object().end_object();
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

ApiResponse no_such_webhook() {
  return not_found_response("There is no webhook with this id.");
}

/// The response to a change that was not stored.
ApiResponse failure_response(const ChangeOutcome& outcome) {
  switch (outcome.kind) {
    case ChangeOutcome::Kind::not_found:
      return no_such_webhook();
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

void list_webhooks(const ApiContext& context, const ApiRequest& /*request*/, const Reply& reply) {
  const EpochMilliseconds now = context.clock();
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const StoredWebhook& stored : context.reader.webhooks()) {
    write_resource(writer, stored, SecretShown::no, now);
  }
  writer.end_list().end_object();
  reply({.body = writer.take()});
}

void create_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const Result<json::Value> attributes = webhook_attributes(request.body, std::nullopt);
  if (!attributes.ok()) {
    reply(problems_response(attributes.problems()));
    return;
  }
  const Result<Webhook> webhook =
      check_webhook(attributes.value(), context.http_targets, kAttributesPath);
  if (!webhook.ok()) {
    reply(problems_response(webhook.problems()));
    return;
  }
  const bool taken = context.changes.create(
      webhook.value(), [reply, now = context.clock()](const ChangeOutcome& outcome) {
        reply(outcome.webhook ? resource_response(201, *outcome.webhook, SecretShown::yes, now)
                              : failure_response(outcome));
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

void show_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<StoredWebhook> stored = context.reader.webhook(request.id());
  reply(stored ? resource_response(200, *stored, SecretShown::no, context.clock())
               : no_such_webhook());
}

void update_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  if (!context.reader.webhook(request.id())) {
    reply(no_such_webhook());
    return;
  }
  const Result<json::Value> attributes = webhook_attributes(request.body, request.id());
  if (!attributes.ok()) {
    reply(problems_response(attributes.problems()));
    return;
  }
  const bool taken = context.changes.update(
      request.id(),
      [attributes = attributes.value(), http_targets = context.http_targets](
          const Webhook& webhook) { return changed_webhook(webhook, attributes, http_targets); },
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

void delete_webhook(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const bool taken = context.changes.remove(request.id(), [reply](const ChangeOutcome& outcome) {
    reply(outcome.kind == ChangeOutcome::Kind::stored
              ? ApiResponse{.status = 204, .content_type = ""}
              : failure_response(outcome));
  });
  if (!taken) {
    reply(queue_full_response());
  }
}

}  // namespace hookstorm::native
