#include "core/matching/occurrence_context.hpp"

#include <utility>

#include "core/family/body.hpp"
#include "core/json/parser.hpp"
#include "core/occurrence/canonical.hpp"

namespace hookstorm {

Result<const json_e::Context*> OccurrenceContext::seen_by(const Webhook& webhook,
                                                          std::string_view message_id,
                                                          bool reads_body) {
  using Seen = Result<const json_e::Context*>;
  if (!reads_body) {
    return Seen(&shared());
  }
  const Result<Body> built = build_body(occurrence_, webhook.body_form(),
                                        {.webhook_id = webhook.id, .message_id = message_id});
  if (!built.ok()) {
    return Seen(built.problems());
  }
  Result<json::Value> document = json::parse(built.value().text);
  if (!document.ok()) {
    return Seen(document.problems());
  }
  body_ = std::move(document.value());
  with_body_.emplace(shared(), kBodyVariable, body_);
  return Seen(&*with_body_);
}

const json_e::Context& OccurrenceContext::shared() {
  if (!shared_) {
    records_ = canonical_value(occurrence_);
    shared_.emplace(records_, occurrence_.occurred_at);
  }
  return *shared_;
}

}  // namespace hookstorm
