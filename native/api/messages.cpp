#include "native/api/messages.hpp"

#include "native/api/errors.hpp"
#include "native/api/routes.hpp"
#include "native/api/skips_json.hpp"
#include "native/text/utf8.hpp"

namespace hookstorm::native {
namespace {

void write_attempt(json::Writer& writer, const AttemptRecord& attempt) {
  writer.begin_object();
  writer.name("number").integer(attempt.number);
  writer.name("attempted_at").text(format_timestamp(attempt.attempted_at));
  writer.name("duration_ms").integer(attempt.duration_ms);
  writer.name("webhook_revision").integer(attempt.webhook_revision);
  writer.name("status");
  attempt.status ? writer.integer(*attempt.status) : writer.null();
  writer.name("failure");
  attempt.failure ? writer.text(to_utf8(*attempt.failure)) : writer.null();
  writer.name("response_body").text(to_utf8(attempt.response_body));
  writer.end_object();
}

void write_delivery(json::Writer& writer, const StoredDelivery& delivery) {
  writer.begin_object();
  writer.name("webhook_id").text(delivery.webhook_id);
  writer.name("state").text(name_of(delivery.progress.state));
  writer.name("due_at");
  if (delivery.progress.state == DeliveryState::pending) {
    writer.text(format_timestamp(delivery.progress.due_at));
  } else {
    writer.null();
  }
  writer.name("attempts").begin_list();
  for (const AttemptRecord& attempt : delivery.attempts) {
    write_attempt(writer, attempt);
  }
  writer.end_list().end_object();
}

std::string document_of(const StoredMessage& message) {
  json::Writer writer;
  writer.begin_object().name("data").begin_object();
  writer.name("id").text(message.id);
  writer.name("type").text("messages");
  writer.name("attributes").begin_object();
  writer.name("trigger").text(facts(message.trigger).name);
  writer.name("occurred_at").text(format_timestamp(message.occurred_at));
  writer.name("accepted_at").text(format_timestamp(message.accepted_at));
  writer.name("deliveries").begin_list();
  for (const StoredDelivery& delivery : message.deliveries) {
    write_delivery(writer, delivery);
  }
  writer.end_list();
  writer.name("skipped");
  write_skips(writer, message.skips);
  writer.end_object().end_object().end_object();
  return writer.take();
}

}  // namespace

void show_message(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<StoredMessage> message = context.reader.message(request.id());
  reply(message ? ApiResponse{.body = document_of(*message)}
                : not_found_response("There is no message with this id."));
}

}  // namespace hookstorm::native
