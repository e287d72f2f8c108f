// A template compiles or has problems that lead into it; rendering it ends and gives compact JSON
// or problems, the same each time.
#include <string>

#include "core/json/parser.hpp"
#include "core/json/writer.hpp"
#include "core/json_e/limits.hpp"
#include "core/occurrence/samples.hpp"
#include "core/request/webhook_body.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using fuzz::require;

namespace {

void require_refusal(const Problems& problems) {
  require(problems.has_errors(), "a refusal says why");
  for (const Problem& problem : problems.list()) {
    require(problem.path.rfind("/template", 0) == 0 || problem.code == "too-many-problems",
            "a problem leads into the template");
  }
}

/// Deeper documents may be rendered than are read.
bool is_read(const Result<json::Value>& document) {
  return document.ok() || document.problems().list().front().code == "too-deep";
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Occurrence kOccurrence =
      parse_occurrence(sample_occurrence(Trigger::session_ended), Checking::strict).value();
  const auto document = json::parse(fuzz::text_of(data, size));
  if (!document.ok()) {
    return 0;
  }
  auto compiled = compile_webhook_template(document.value(), "/template");
  if (!compiled.ok()) {
    require_refusal(compiled.problems());
    return 0;
  }
  Webhook webhook;
  webhook.body_template = std::move(compiled.value());
  const auto body = webhook_body(kOccurrence, webhook, "msg_1");
  const auto again = webhook_body(kOccurrence, webhook, "msg_1");
  require(body.ok() == again.ok(), "a rendering is the same each time");
  if (!body.ok()) {
    require_refusal(body.problems());
    return 0;
  }
  require(body.value().text == again.value().text, "a rendering is the same each time");
  const auto read = json::parse(body.value().text);
  require(is_read(read), "a rendering is JSON");
  if (read.ok()) {
    json::Writer writer;
    writer.value(read.value());
    require(writer.take() == body.value().text, "a rendering is in the writer's form");
  }
  return 0;
}
