// What passes strict checking passes lenient checking; every form's body of what passes is JSON
// in the form in which the writer leaves it.
#include "core/family/body.hpp"
#include "core/json/parser.hpp"
#include "core/json/writer.hpp"
#include "tests/fuzz/property.hpp"
#include "tests/inputs/body_forms.hpp"

using namespace hookstorm;
using fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto strict = parse_occurrence(text, Checking::strict);
  const auto lenient = parse_occurrence(text, Checking::lenient);
  require(lenient.ok() || !strict.ok(), "what is strictly sound is sound");
  require(lenient.ok() || lenient.problems().has_errors(), "a refusal says why");
  if (!lenient.ok()) {
    return 0;
  }
  for (const test::NamedForm& named : test::kBodyForms) {
    const auto body =
        build_body(lenient.value(), named.form, {.webhook_id = "id", .message_id = "msg_1"});
    if (!body.ok()) {
      require(body.problems().has_errors(), "a refusal says why");
      continue;
    }
    const auto read = json::parse(body.value().text);
    require(read.ok(), "a body is JSON");
    json::Writer writer;
    writer.value(read.value());
    require(writer.take() == body.value().text, "a body is in the writer's form");
  }
  return 0;
}
