#include "core/matching/occurrence_context.hpp"

#include <utility>

#include "core/json/parser.hpp"
#include "core/occurrence/canonical.hpp"
#include "core/webhook/expressions.hpp"

namespace hookstorm {

Result<const json_e::Context*> OccurrenceContext::seen_in(const BodyForm& form, const BodyIds& ids,
                                                          bool reads_body) {
  using Seen = Result<const json_e::Context*>;
  if (!reads_body) {
    return Seen(&shared());
  }
  const Result<Body> built = build_body(occurrence_, form, ids);
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
