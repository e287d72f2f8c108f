#include <utility>

#include <doctest/doctest.h>

#include "core/family/body.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

/// The webhook's id in the vendor's own examples.
std::string_view webhook_id_of(Trigger trigger) {
  return trigger == Trigger::event_created ? "b836c804-8696-4946-a8c8-ece61da0ecd6"
                                           : "86c06b1c-440e-4693-90bc-f68ba21036f3";
}

}  // namespace

TEST_CASE("golden: every documented body is built from its occurrence, key order included") {
  for (const Trigger documented_trigger : test::kDocumentedTriggers) {
    const TriggerFacts& trigger = facts(documented_trigger);
    CAPTURE(trigger.name);
    const std::string file_name = std::string(trigger.name) + ".json";
    const auto occurrence =
        parse_occurrence(test::golden_file("occurrences/" + file_name), Checking::lenient);
    CAPTURE(test::codes(occurrence.problems()));
    REQUIRE(occurrence.ok());
    const auto documented = nlohmann::ordered_json::parse(test::golden_file("bodies/" + file_name));
    CHECK(test::built_body(occurrence.value(), trigger.documented_family,
                           webhook_id_of(trigger.trigger)) == documented.dump());
  }
}

TEST_CASE("golden: redacted ids of the vendor's examples are refused by strict checking") {
  const auto occurrence =
      parse_occurrence(test::golden_file("occurrences/event.created.json"), Checking::strict);
  CHECK_FALSE(occurrence.ok());
  CHECK(test::has_problem(occurrence.problems(), "/event/id", "invalid-uuid"));
  CHECK(test::has_problem(occurrence.problems(), "/event/owner/id", "invalid-uuid"));
  CHECK(test::has_problem(occurrence.problems(), "/event/registration_link", "link-mismatch"));
}
