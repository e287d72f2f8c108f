// A filter compiles or has a problem; it ends, gives the same each time, and tells why it does not
// pass. What it decides is what a template of the same expression gives.
#include <string>

#include "core/json/parser.hpp"
#include "core/json/writer.hpp"
#include "core/json_e/limits.hpp"
#include "core/matching/matching.hpp"
#include "core/occurrence/samples.hpp"
#include "core/request/template_rendering.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using fuzz::require;

namespace {

std::string written(std::string_view text) {
  json::Writer writer;
  writer.text(text);
  return writer.take();
}

bool is_utf8(std::string_view text) {
  return json::parse(written(text)).ok();
}

void require_same(const Match& match, const Result<std::string>& rendered) {
  if (match.passes()) {
    require(rendered.ok() && rendered.value() == "true", "what passes gives true in a template");
  } else if (match.skipped == SkipReason::filter) {
    require(rendered.ok() && rendered.value() == "false", "what rejects gives false in a template");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Occurrence kOccurrence =
      parse_occurrence(sample_occurrence(Trigger::people_registered), Checking::strict).value();
  const std::string_view expression = fuzz::text_of(data, size);
  const auto filter = compile_webhook_filter(expression, "/filter");
  if (!filter.ok()) {
    require(filter.problems().list().front().path == "/filter", "a refusal says where");
    return 0;
  }
  Webhook webhook;
  webhook.triggers = {Trigger::people_registered};
  webhook.filter = filter.value();
  OccurrenceContext context(kOccurrence);
  const Match match = matches(webhook, context, "msg_1");
  require(match.passes() == match.explanation.empty(), "what does not pass says why");
  require(match.explanation.size() <= json_e::kReasonBytesMax + 3, "a reason is bounded");
  const Match again = matches(webhook, context, "msg_1");
  require(again.skipped == match.skipped && again.explanation == match.explanation,
          "a decision is the same each time");
  if (is_utf8(expression)) {
    require(is_utf8(match.explanation), "a reason is UTF-8");
    const std::string text = R"({"$eval":)" + written(expression) + "}";
    require_same(match, render_template(text, kOccurrence, webhook.body_form(), {}));
  }
  return 0;
}
