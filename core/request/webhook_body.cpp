#include "core/request/webhook_body.hpp"

#include <string>
#include <utility>

#include "core/json/parser.hpp"
#include "core/matching/occurrence_context.hpp"

namespace hookstorm {
namespace {

Result<Body> templated_body(const Occurrence& occurrence, const Webhook& webhook,
                            const BodyIds& ids) {
  OccurrenceContext context(occurrence);
  const WebhookTemplate& body_template = *webhook.body_template;
  const auto seen = context.seen_in(webhook.body_form(), ids, body_template.reads_body);
  if (!seen.ok()) {
    return Result<Body>(seen.problems());
  }
  Result<std::string> text = json_e::render(body_template.compiled, *seen.value());
  return text.ok() ? Result<Body>(Body{.text = std::move(text.value())})
                   : Result<Body>(text.problems());
}

}  // namespace

Result<Body> webhook_body(const Occurrence& occurrence, const Webhook& webhook,
                          std::string_view message_id) {
  const BodyIds ids{.webhook_id = webhook.id, .message_id = message_id};
  if (webhook.body_template) {
    return templated_body(occurrence, webhook, ids);
  }
  Result<Body> built = build_body(occurrence, webhook.body_form(), ids);
  if (!built.ok() || !webhook.pick) {
    return built;
  }
  const Result<json::Value> document = json::parse(built.value().text);
  if (!document.ok()) {
    return Result<Body>(document.problems());
  }
  json::Writer writer;
  writer.value(picked(document.value(), *webhook.pick));
  built.value().text = writer.take();
  return built;
}

}  // namespace hookstorm
