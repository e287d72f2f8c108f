#include "core/request/occurrence_context.hpp"

#include <utility>

#include "core/family/body.hpp"
#include "core/json/parser.hpp"
#include "core/occurrence/canonical.hpp"

namespace hookstorm {

OccurrenceContext::OccurrenceContext(const Occurrence& occurrence, std::string_view message_id)
    : occurrence_(occurrence),
      message_id_(message_id),
      records_(canonical_value(occurrence)),
      context_(records_, occurrence.occurred_at) {}

Result<std::string> OccurrenceContext::render(const Webhook& webhook) {
  Problems problems;
  const json_e::Context* context =
      context_for(webhook, webhook.body_template->reads_body, problems);
  return context == nullptr ? Result<std::string>(std::move(problems))
                            : json_e::render(webhook.body_template->compiled, *context);
}

const json_e::Context* OccurrenceContext::context_for(const Webhook& webhook, bool reads_body,
                                                      Problems& problems) {
  if (!reads_body) {
    return &context_;
  }
  context_with_body_.reset();
  Result<Body> built = build_body(occurrence_, webhook.family,
                                  {.webhook_id = webhook.id, .message_id = message_id_});
  if (!built.ok()) {
    problems.append(built.problems());
    return nullptr;
  }
  body_text_ = std::move(built.value().text);
  Result<json::Value> body = json::parse(body_text_);
  if (!body.ok()) {
    problems.append(body.problems());
    return nullptr;
  }
  body_ = std::move(body.value());
  context_with_body_.emplace(records_, occurrence_.occurred_at);
  context_with_body_->set("body", body_);
  return &*context_with_body_;
}

}  // namespace hookstorm
