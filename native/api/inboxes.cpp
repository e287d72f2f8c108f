#include "native/api/inboxes.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "native/api/errors.hpp"
#include "native/api/inbox_document.hpp"
#include "native/api/pages.hpp"
#include "native/api/resource_json.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {
namespace {

using Kind = InboxOutcome::Kind;

void write_resource(json::Writer& writer, const ApiContext& context, const StoredInbox& inbox) {
  begin_resource(writer, "inboxes", inbox.id);
  writer.name("name").text(inbox.name);
  writer.name("url").text(context.own_inboxes.url_of(inbox.id));
  writer.name("answer").begin_object();
  writer.name("status").integer(inbox.answer.status);
  writer.name("delay_ms").integer(inbox.answer.delay_ms);
  writer.name("body").text(inbox.answer.body);
  writer.name("content_type").text(inbox.answer.content_type);
  writer.end_object();
  writer.name("capture_count").integer(inbox.capture_count());
  writer.name("created_at").text(format_timestamp(inbox.created_at));
  writer.name("expires_at").text(format_timestamp(context.inboxes.expires_at(inbox)));
  end_resource(writer);
}

ApiResponse resource_response(const ApiContext& context, int status, const StoredInbox& inbox) {
  json::Writer writer;
  writer.begin_object().name("data");
  write_resource(writer, context, inbox);
  writer.end_object();
  return {.status = status, .body = writer.take()};
}

ApiResponse failure_response(const InboxOutcome& outcome) {
  switch (outcome.kind) {
    case Kind::not_found:
      return no_such_inbox_response();
    case Kind::too_many:
      return error_response(409, "too-many-inboxes",
                            "There are " + std::to_string(kInboxesMax) +
                                " inboxes already, as many as may be; delete one.");
    case Kind::stored:
    case Kind::failed:
      break;
  }
  return store_failed_response();
}

}  // namespace

ApiResponse no_such_inbox_response() {
  return not_found_response("There is no inbox with this id; it may have expired.");
}

void list_inboxes(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::int64_t size = page_size_of(request);
  std::vector<StoredInbox> inboxes =
      context.inboxes.list(context.reader, request.caller.workspace, page_start_of(request),
                           static_cast<std::size_t>(size) + 1);
  std::optional<std::int64_t> next;
  if (inboxes.size() > static_cast<std::size_t>(size)) {
    inboxes.pop_back();
    next = inboxes.back().key;
  }
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const StoredInbox& inbox : inboxes) {
    write_resource(writer, context, inbox);
  }
  writer.end_list();
  write_next_link(writer, request, next);
  writer.end_object();
  reply({.body = writer.take()});
}

void create_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const Result<InboxAttributes> attributes = inbox_attributes(request.body, std::nullopt);
  if (!attributes.ok()) {
    reply(problems_response(attributes.problems()));
    return;
  }
  std::string name;
  InboxAnswer answer;
  attributes.value().apply_to(name, answer);
  const bool is_taken =
      context.inboxes.create(request.caller.workspace, std::move(name), std::move(answer),
                             [&context, reply](const InboxOutcome& outcome) {
                               reply(outcome.inbox ? resource_response(context, 201, *outcome.inbox)
                                                   : failure_response(outcome));
                             });
  if (!is_taken) {
    reply(queue_full_response());
  }
}

void show_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<StoredInbox> inbox =
      context.inboxes.find(context.reader, request.caller.workspace, request.id());
  reply(inbox ? resource_response(context, 200, *inbox) : no_such_inbox_response());
}

void update_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  if (!context.inboxes.find(context.reader, request.caller.workspace, request.id())) {
    reply(no_such_inbox_response());
    return;
  }
  const Result<InboxAttributes> attributes = inbox_attributes(request.body, request.id());
  if (!attributes.ok()) {
    reply(problems_response(attributes.problems()));
    return;
  }
  const bool is_taken = context.inboxes.update(
      request.caller.workspace, request.id(),
      [attributes = attributes.value()](StoredInbox& inbox) {
        attributes.apply_to(inbox.name, inbox.answer);
      },
      [&context, reply](const InboxOutcome& outcome) {
        reply(outcome.inbox ? resource_response(context, 200, *outcome.inbox)
                            : failure_response(outcome));
      });
  if (!is_taken) {
    reply(queue_full_response());
  }
}

void delete_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const bool is_taken = context.inboxes.remove(
      request.caller.workspace, request.id(), [reply](const InboxOutcome& outcome) {
        reply(outcome.kind == Kind::stored ? ApiResponse{.status = 204, .content_type = ""}
                                           : failure_response(outcome));
      });
  if (!is_taken) {
    reply(queue_full_response());
  }
}

}  // namespace hookstorm::native
