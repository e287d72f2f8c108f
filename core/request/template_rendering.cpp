#include "core/request/template_rendering.hpp"

#include "core/json/parser.hpp"
#include "core/matching/occurrence_context.hpp"
#include "core/webhook/expressions.hpp"

namespace hookstorm {
namespace {

Result<WebhookTemplate> parse_template(std::string_view text) {
  const Result<json::Value> document = json::parse(text);
  return document.ok() ? compile_webhook_template(document.value(), "")
                       : Result<WebhookTemplate>(document.problems());
}

}  // namespace

Result<std::string> render_template(std::string_view text, const Occurrence& occurrence,
                                    const BodyForm& form, const BodyIds& ids) {
  const Result<WebhookTemplate> parsed = parse_template(text);
  if (!parsed.ok()) {
    return Result<std::string>(parsed.problems());
  }
  OccurrenceContext context(occurrence);
  const auto seen = context.seen_in(form, ids, parsed.value().reads_body);
  return seen.ok() ? json_e::render(parsed.value().compiled, *seen.value())
                   : Result<std::string>(seen.problems());
}

Result<std::string> render_template(std::string_view text, const json_e::Context& context) {
  const Result<WebhookTemplate> parsed = parse_template(text);
  return parsed.ok() ? json_e::render(parsed.value().compiled, context)
                     : Result<std::string>(parsed.problems());
}

}  // namespace hookstorm
