#include "native/api/deliveries.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/json/problems_json.hpp"
#include "core/request/request_json.hpp"
#include "native/api/attempt_json.hpp"
#include "native/api/delivery_filter.hpp"
#include "native/api/delivery_id.hpp"
#include "native/api/errors.hpp"
#include "native/api/pages.hpp"
#include "native/api/resource_json.hpp"
#include "native/api/routes.hpp"
#include "native/engine/past_request.hpp"
#include "native/text/integer.hpp"

namespace hookstorm::native {
namespace {

/// The latest ones are shown with their delivery; each may hold 64 KiB of an answer.
constexpr std::size_t kAttemptsShownMax = 50;
constexpr std::int64_t kAllNumbers = std::numeric_limits<std::int64_t>::max();

ApiResponse no_such_delivery() {
  return not_found_response("There is no delivery with this id; it may not be kept any more.");
}

std::optional<ListedDelivery> asked_for(const ApiContext& context, const ApiRequest& request) {
  const std::optional<DeliveryId> id = parse_delivery_id(request.id());
  return id ? context.reader.delivery(request.caller.workspace, id->message_id, id->webhook_id)
            : std::nullopt;
}

/// Appends the beginning of the resource; its attributes stay open.
void begin_delivery(json::Writer& writer, const ListedDelivery& delivery) {
  begin_resource(writer, "deliveries", delivery_id(delivery.message_id, delivery.webhook_id));
  writer.name("message_id").text(delivery.message_id);
  writer.name("webhook_id").text(delivery.webhook_id);
  writer.name("trigger").text(facts(delivery.trigger).name);
  writer.name("accepted_at").text(format_timestamp(delivery.accepted_at));
  writer.name("state").text(name_of(delivery.state));
  writer.name("due_at");
  delivery.state == DeliveryState::pending ? writer.text(format_timestamp(delivery.due_at))
                                           : writer.null();
  writer.name("attempt_count").integer(delivery.attempts);
  writer.name("last_attempt");
  if (!delivery.last_attempt) {
    writer.null();
    return;
  }
  writer.begin_object();
  write_attempt_facts(writer, *delivery.last_attempt);
  writer.end_object();
}

/// Appends `request`, which is null where it cannot be rendered, and the `problems` of that.
void write_past_request(json::Writer& writer, const Result<Request>& request) {
  writer.name("request");
  if (request.ok()) {
    write_request(writer, request.value());
  } else {
    writer.null();
  }
  writer.name("problems");
  json::write_problems(writer, request.problems());
}

/// The request of the last attempt; before the first, as it would be now.
Result<Request> latest_request(const ApiContext& context, const ListedDelivery& delivery,
                               const std::vector<AttemptRecord>& latest_attempts) {
  if (!latest_attempts.empty()) {
    return past_request(context.reader, delivery, latest_attempts.front().webhook_revision,
                        latest_attempts.front().attempted_at);
  }
  const std::vector<StoredRevision> newest =
      context.reader.webhook_revisions(delivery.webhook, kAllNumbers, 1);
  return past_request(context.reader, delivery, newest.empty() ? 0 : newest.front().number,
                      context.clock());
}

std::string document_of(const ListedDelivery& delivery) {
  json::Writer writer;
  writer.begin_object().name("data");
  write_listed_delivery(writer, delivery);
  writer.end_object();
  return writer.take();
}

ApiResponse response_of(const DeliveryOutcome& outcome, int status) {
  switch (outcome.kind) {
    case DeliveryOutcome::Kind::stored:
      return {.status = status, .body = document_of(*outcome.delivery)};
    case DeliveryOutcome::Kind::not_found:
      return no_such_delivery();
    case DeliveryOutcome::Kind::webhook_deleted:
      return error_response(409, "webhook-deleted",
                            "Its webhook is deleted; make a new one and replay an export to it.");
    case DeliveryOutcome::Kind::not_pending:
      return error_response(409, "not-pending", "This delivery has ended; nothing waits.");
    case DeliveryOutcome::Kind::failed:
      break;
  }
  return store_failed_response();
}

std::optional<std::int64_t> number_of(const std::string& text) {
  const std::optional<std::int64_t> number = parse_integer(text);
  return number && *number > 0 && *number < kAllNumbers ? number : std::nullopt;
}

}  // namespace

void write_listed_delivery(json::Writer& writer, const ListedDelivery& delivery) {
  begin_delivery(writer, delivery);
  end_resource(writer);
}

void list_deliveries(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const Listed<ListedDelivery> listed = context.reader.deliveries(
      delivery_filter_of(request), page_start_of(request), list_limit_of(request));
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const ListedDelivery& delivery : listed.records) {
    write_listed_delivery(writer, delivery);
  }
  writer.end_list();
  write_next_link(writer, request, listed.is_last ? std::nullopt : std::optional(listed.position));
  writer.end_object();
  reply({.body = writer.take()});
}

void show_delivery(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<ListedDelivery> delivery = asked_for(context, request);
  if (!delivery) {
    reply(no_such_delivery());
    return;
  }
  std::vector<AttemptRecord> attempts =
      context.reader.attempts(delivery->key, kAllNumbers, kAttemptsShownMax);
  const Result<Request> latest = latest_request(context, *delivery, attempts);
  std::reverse(attempts.begin(), attempts.end());
  json::Writer writer;
  writer.begin_object().name("data");
  begin_delivery(writer, *delivery);
  writer.name("attempts").begin_list();
  for (const AttemptRecord& attempt : attempts) {
    writer.begin_object();
    write_attempt_members(writer, attempt);
    writer.end_object();
  }
  writer.end_list();
  write_past_request(writer, latest);
  end_resource(writer);
  writer.end_object();
  reply({.body = writer.take()});
}

void show_attempt(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<ListedDelivery> delivery = asked_for(context, request);
  const std::optional<std::int64_t> number = number_of(request.segment("number"));
  std::vector<AttemptRecord> attempts;
  if (delivery && number) {
    attempts = context.reader.attempts(delivery->key, *number + 1, 1);
  }
  if (attempts.empty() || attempts.front().number != *number) {
    reply(not_found_response("There is no such attempt; it may not be kept any more."));
    return;
  }
  const AttemptRecord& attempt = attempts.front();
  json::Writer writer;
  writer.begin_object().name("data");
  begin_resource(writer, "attempts", request.id() + "/" + std::to_string(attempt.number));
  write_attempt_members(writer, attempt);
  write_past_request(writer, past_request(context.reader, *delivery, attempt.webhook_revision,
                                          attempt.attempted_at));
  end_resource(writer);
  writer.end_object();
  reply({.body = writer.take()});
}

void resend_delivery(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<DeliveryId> id = parse_delivery_id(request.id());
  if (!id) {
    reply(no_such_delivery());
    return;
  }
  const bool taken = context.deliveries.send_again(
      {request.caller.workspace, id->message_id, id->webhook_id},
      [reply, &metrics = context.metrics](const DeliveryOutcome& outcome) {
        metrics.count_sent_again(outcome.kind == DeliveryOutcome::Kind::stored ? 1 : 0);
        reply(response_of(outcome, 202));
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

void cancel_delivery(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<DeliveryId> id = parse_delivery_id(request.id());
  if (!id) {
    reply(no_such_delivery());
    return;
  }
  const bool taken = context.deliveries.cancel(
      {request.caller.workspace, id->message_id, id->webhook_id},
      [reply](const DeliveryOutcome& outcome) { reply(response_of(outcome, 200)); });
  if (!taken) {
    reply(queue_full_response());
  }
}

void replay_deliveries(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  ReplayRequest replay{.filter = delivery_filter_of(request),
                       .is_dry_run = request.query.is_true("dry_run")};
  if (replay.filter.states.empty()) {
    replay.filter.states = {DeliveryState::exhausted};
  }
  const bool taken = context.deliveries.replay(
      std::move(replay), [reply, &metrics = context.metrics](const ReplayOutcome& outcome) {
        metrics.count_sent_again(static_cast<std::size_t>(outcome.sent_again));
        if (outcome.failed) {
          reply(store_failed_response());
          return;
        }
        json::Writer writer;
        writer.begin_object().name("meta").begin_object();
        writer.name("found").integer(outcome.found);
        writer.name("resent").integer(outcome.sent_again);
        writer.name("complete").boolean(outcome.is_complete);
        writer.end_object().end_object();
        reply({.body = writer.take()});
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

}  // namespace hookstorm::native
