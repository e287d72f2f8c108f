#include "native/api/captures.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/json/parser.hpp"
#include "core/webhook/members.hpp"
#include "native/api/bytes_json.hpp"
#include "native/api/capture_json.hpp"
#include "native/api/errors.hpp"
#include "native/api/inboxes.hpp"
#include "native/api/pages.hpp"
#include "native/api/resource_json.hpp"
#include "native/api/routes.hpp"
#include "native/engine/past_request.hpp"
#include "native/text/integer.hpp"
#include "native/text/utf8.hpp"

namespace hookstorm::native {
namespace {

ApiResponse no_such_capture() {
  return not_found_response("There is no such capture; it may not be kept any more.");
}

std::optional<Capture> asked_for(const ApiContext& context, const ApiRequest& request) {
  const std::optional<StoredInbox> inbox =
      context.inboxes.find(context.reader, request.caller.workspace, request.id());
  const std::optional<std::int64_t> number = parse_integer(request.segment("number"));
  return inbox && number ? context.reader.capture(inbox->key, *number) : std::nullopt;
}

/// The first attempt that is the same, or else the first one.
std::optional<ComparedAttempt> compared(StoreReader& reader, const Capture& capture,
                                        const std::vector<SentAttempt>& attempts) {
  std::optional<ComparedAttempt> first;
  for (const SentAttempt& attempt : attempts) {
    const Result<Request> sent =
        past_request(reader, attempt.delivery, attempt.revision, attempt.attempted_at);
    Result<Comparison> comparison = sent.ok() ? Result<Comparison>(compare(capture, sent.value()))
                                              : Result<Comparison>(sent.problems());
    const bool is_equal = comparison.ok() && comparison.value().is_equal();
    if (!first || is_equal) {
      first = ComparedAttempt{.attempt = attempt, .comparison = std::move(comparison)};
    }
    if (is_equal) {
      break;
    }
  }
  return first;
}

/// The text of the only member that the document in a request's body has.
Result<std::string> only_member(const ApiRequest& request, std::string_view name,
                                std::string_view wanted) {
  const Result<json::Value> document = json::parse(request.body);
  if (!document.ok()) {
    return Result<std::string>(document.problems());
  }
  const TargetPolicy no_targets = HttpTargets::refused;
  Members members(document.value(), no_targets, "");
  if (!document.value().is(json::Kind::object)) {
    members.wrong_type("", json::Kind::object, document.value());
    return Result<std::string>(members.problems());
  }
  const json::Value* value = members.required(name, json::Kind::text, wanted);
  members.refuse_others(std::array{name}, "This document");
  return members.problems().has_errors() ? Result<std::string>(members.problems())
                                         : Result<std::string>(std::string(value->text));
}

std::string forwarded_document(const std::string& id, const std::string& url,
                               const TransferResult& result) {
  json::Writer writer;
  writer.begin_object().name("data");
  begin_resource(writer, "forwards", id);
  writer.name("url").text(url);
  writer.name("status");
  result.status ? writer.integer(*result.status) : writer.null();
  writer.name("failure");
  result.failure ? writer.text(to_utf8(*result.failure)) : writer.null();
  writer.name("duration_ms").integer(result.duration_ms);
  writer.name("address");
  result.address ? writer.text(*result.address) : writer.null();
  writer.name("headers");
  write_received_headers(writer, result.response_headers);
  write_body_member(writer, result.response_body);
  end_resource(writer);
  writer.end_object();
  return writer.take();
}

}  // namespace

void list_captures(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<StoredInbox> inbox =
      context.inboxes.find(context.reader, request.caller.workspace, request.id());
  if (!inbox) {
    reply(no_such_inbox_response());
    return;
  }
  const auto size = static_cast<std::size_t>(page_size_of(request));
  const std::vector<CaptureHead> captures =
      context.reader.captures(inbox->key, page_start_of(request), size);
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const CaptureHead& capture : captures) {
    write_listed_capture(writer, inbox->id, capture);
  }
  writer.end_list();
  const bool is_more = captures.size() == size && captures.back().number > inbox->first_capture;
  write_next_link(writer, request, is_more ? std::optional(captures.back().number) : std::nullopt);
  writer.end_object();
  reply({.body = writer.take()});
}

void show_capture(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<Capture> capture = asked_for(context, request);
  if (!capture) {
    reply(no_such_capture());
    return;
  }
  const WebhookList webhooks =
      webhooks_to(request.caller.workspace, context.own_inboxes.url_of(request.id()),
                  *context.writer.webhooks());
  const std::vector<SentAttempt> attempts =
      attempts_behind(context.reader, request.caller.workspace, capture->head, webhooks);
  const std::vector<Signer> signers = signers_behind(context.reader, attempts, webhooks);
  json::Writer writer;
  writer.begin_object().name("data");
  begin_capture(writer, request.id(), capture->head);
  writer.name("headers");
  write_received_headers(writer, capture->head.headers);
  write_body_member(writer, capture->body);
  write_check_members(
      writer, signers.empty() ? std::nullopt : std::optional(check_signature(*capture, signers)));
  writer.name("comparison");
  write_comparison(writer, compared(context.reader, *capture, attempts));
  end_resource(writer);
  writer.end_object();
  reply({.body = writer.take()});
}

void check_capture(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<Capture> capture = asked_for(context, request);
  if (!capture) {
    reply(no_such_capture());
    return;
  }
  const Result<std::string> secret =
      only_member(request, "secret", "Give the secret that is to have signed.");
  if (!secret.ok()) {
    reply(problems_response(secret.problems()));
    return;
  }
  json::Writer writer;
  writer.begin_object().name("data");
  begin_capture(writer, request.id(), capture->head);
  write_check_members(writer,
                      check_signature(*capture, {{.webhook_id = {}, .secrets = {secret.value()}}}));
  end_resource(writer);
  writer.end_object();
  reply({.body = writer.take()});
}

void forward_capture(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<Capture> capture = asked_for(context, request);
  if (!capture) {
    reply(no_such_capture());
    return;
  }
  Result<std::string> url = only_member(request, "url", "Give the URL that it is to be sent to.");
  if (url.ok()) {
    const Result<TargetUrl> target =
        parse_target_url(url.value(), context.http_targets_of()(url.value()), "/url");
    url = target.ok() ? Result<std::string>(std::string(target.value().text))
                      : Result<std::string>(target.problems());
  }
  if (!url.ok()) {
    reply(problems_response(url.problems()));
    return;
  }
  const std::string id = request.id() + "/" + std::to_string(capture->head.number);
  const bool is_taken =
      context.forwarder.forward(forwarded_request(*capture, url.value()),
                                [reply, id, url = url.value()](const TransferResult& result) {
                                  reply({.body = forwarded_document(id, url, result)});
                                });
  if (!is_taken) {
    reply(busy_response("As many requests are being forwarded as may be; try again soon."));
  }
}

void clear_captures(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const bool is_taken = context.inboxes.clear(request.caller.workspace, request.id(),
                                              [reply](const InboxOutcome& outcome) {
                                                switch (outcome.kind) {
                                                  case InboxOutcome::Kind::stored:
                                                    reply({.status = 204, .content_type = ""});
                                                    return;
                                                  case InboxOutcome::Kind::not_found:
                                                    reply(no_such_inbox_response());
                                                    return;
                                                  case InboxOutcome::Kind::too_many:
                                                  case InboxOutcome::Kind::failed:
                                                    break;
                                                }
                                                reply(store_failed_response());
                                              });
  if (!is_taken) {
    reply(queue_full_response());
  }
}

}  // namespace hookstorm::native
