#include "native/api/messages.hpp"

#include "native/api/attempt_json.hpp"
#include "native/api/delivery_filter.hpp"
#include "native/api/delivery_id.hpp"
#include "native/api/errors.hpp"
#include "native/api/pages.hpp"
#include "native/api/resource_json.hpp"
#include "native/api/routes.hpp"
#include "native/api/skips_json.hpp"

namespace hookstorm::native {
namespace {

void write_delivery(json::Writer& writer, const StoredMessage& message,
                    const StoredDelivery& delivery) {
  writer.begin_object();
  writer.name("id").text(delivery_id(message.id, delivery.webhook_id));
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
    writer.begin_object();
    write_attempt_members(writer, attempt);
    writer.end_object();
  }
  writer.end_list().end_object();
}

/// Of a StoredMessage or a ListedMessage: the beginning of the resource; its attributes stay open.
template <typename Message>
void begin_message(json::Writer& writer, const Message& message) {
  begin_resource(writer, "messages", message.id);
  writer.name("trigger").text(facts(message.trigger).name);
  writer.name("occurred_at").text(format_timestamp(message.occurred_at));
  writer.name("accepted_at").text(format_timestamp(message.accepted_at));
}

std::string document_of(const StoredMessage& message) {
  json::Writer writer;
  writer.begin_object().name("data");
  begin_message(writer, message);
  writer.name("deliveries").begin_list();
  for (const StoredDelivery& delivery : message.deliveries) {
    write_delivery(writer, message, delivery);
  }
  writer.end_list();
  writer.name("skipped");
  write_skips(writer, message.skips);
  end_resource(writer);
  writer.end_object();
  return writer.take();
}

}  // namespace

void list_messages(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const Listed<ListedMessage> listed = context.reader.messages(
      message_filter_of(request), page_start_of(request), list_limit_of(request));
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const ListedMessage& message : listed.records) {
    begin_message(writer, message);
    end_resource(writer);
  }
  writer.end_list();
  write_next_link(writer, request, listed.is_last ? std::nullopt : std::optional(listed.position));
  writer.end_object();
  reply({.body = writer.take()});
}

void show_message(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<StoredMessage> message =
      context.reader.message(request.caller.workspace, request.id());
  reply(message ? ApiResponse{.body = document_of(*message)}
                : not_found_response("There is no message with this id."));
}

}  // namespace hookstorm::native
