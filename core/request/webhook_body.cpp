#include "core/request/webhook_body.hpp"

#include <string>
#include <utility>

#include "core/json/parser.hpp"
#include "core/json_e/context.hpp"
#include "core/occurrence/canonical.hpp"

namespace hookstorm {
namespace {

/// What templates see: the canonical records, `now` (when it occurred) and, where the template
/// names it, `body` (that of the family).
Result<Body> templated_body(const Occurrence& occurrence, const Webhook& webhook,
                            std::string_view message_id) {
  const json::Value records = canonical_value(occurrence);
  json::Value body;
  json_e::Context context(records, occurrence.occurred_at);
  if (webhook.body_template->reads_body) {
    Result<Body> built = build_body(occurrence, webhook.family,
                                    {.webhook_id = webhook.id, .message_id = message_id});
    if (!built.ok()) {
      return built;
    }
    Result<json::Value> document = json::parse(built.value().text);
    if (!document.ok()) {
      return Result<Body>(document.problems());
    }
    body = std::move(document.value());
    context.set("body", body);
  }
  Result<std::string> text = json_e::render(webhook.body_template->compiled, context);
  return text.ok() ? Result<Body>(Body{.text = std::move(text.value())})
                   : Result<Body>(text.problems());
}

}  // namespace

Result<Body> webhook_body(const Occurrence& occurrence, const Webhook& webhook,
                          std::string_view message_id) {
  if (webhook.body_template) {
    return templated_body(occurrence, webhook, message_id);
  }
  Result<Body> built =
      build_body(occurrence, webhook.family, {.webhook_id = webhook.id, .message_id = message_id});
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
