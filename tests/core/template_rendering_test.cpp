#include "core/request/template_rendering.hpp"

#include <doctest/doctest.h>

#include "core/json/parser.hpp"
#include "core/request/webhook_body.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

Result<std::string> rendered(std::string_view text, Family family = Family::legacy) {
  const auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::people_registered), Checking::strict).value();
  return render_template(text, occurrence, {.family = family},
                         {.webhook_id = "w", .message_id = "msg_1"});
}

Problem refusal(std::string_view text) {
  const Result<std::string> refused = rendered(text);
  REQUIRE_FALSE(refused.ok());
  return refused.problems().list().front();
}

}  // namespace

TEST_CASE("template: by itself it gives the body of a webhook that has it") {
  const std::string text = R"j({"a":"${person.first_name}","b":{"$eval":"body.attendee.email"}})j";
  const auto webhook =
      parse_webhook(R"({"triggers":["people.registered"],"url":"https://a.example/",)"
                    R"("family":"legacy","template":)" +
                        text + "}",
                    HttpTargets::refused);
  REQUIRE(webhook.ok());
  const auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::people_registered), Checking::strict).value();
  CHECK(rendered(text).value() == webhook_body(occurrence, webhook.value(), "msg_1").value().text);
  CHECK(rendered(R"({"$eval":"body.data.meta.webhook.id"})", Family::extended).value() == "\"w\"");
}

TEST_CASE("template: paths lead into it, whatever is wrong") {
  CHECK(refusal("{").code == "invalid-json");
  CHECK(refusal(R"j({"a":["${1 +}"]})j").path == "/a/0");
  CHECK(refusal(R"j({"a":["${persn}"]})j").path == "/a/0");
}

TEST_CASE("template: a family that has no body for the occurrence is told, where it is asked for") {
  const auto job =
      parse_occurrence(sample_occurrence(Trigger::job_ended), Checking::strict).value();
  CHECK(render_template(R"j("${job.status}")j", job, {.family = Family::legacy}, {}).value() ==
        "\"ended\"");
  const auto refused = render_template(R"j("${body.id}")j", job, {.family = Family::legacy}, {});
  REQUIRE_FALSE(refused.ok());
  CHECK(test::has_problem(refused.problems(), "", "family-trigger-mismatch"));
}

TEST_CASE("template: over variables of any kind") {
  const auto variables = json::parse(R"({"a":[1,2]})").value();
  const json_e::Context context(variables, 1'621'332'000'000);
  CHECK(render_template(R"j(["${a[1]}","${now}"])j", context).value() ==
        R"(["2","2021-05-18T10:00:00.000Z"])");
  CHECK_FALSE(render_template(R"j("${b}")j", context).ok());
}
