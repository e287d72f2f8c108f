#include <doctest/doctest.h>

#include "core/family/body.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

TEST_CASE("samples: each passes strict checking without a single problem") {
  for (const TriggerFacts& trigger : triggers()) {
    CAPTURE(trigger.name);
    const auto occurrence = parse_occurrence(sample_occurrence(trigger.trigger), Checking::strict);
    CAPTURE(test::codes(occurrence.problems()));
    REQUIRE(occurrence.ok());
    CHECK(occurrence.problems().empty());
    CHECK(occurrence.value().trigger == trigger.trigger);
  }
}

TEST_CASE("samples: each gives valid JSON in every family") {
  for (const TriggerFacts& trigger : triggers()) {
    for (const FamilyFacts& family : families()) {
      CAPTURE(trigger.name);
      CAPTURE(family.name);
      if (!supports(family.family, trigger.trigger)) {
        continue;
      }
      const auto occurrence =
          parse_occurrence(sample_occurrence(trigger.trigger), Checking::strict);
      const std::string body = test::built_body(occurrence.value(), family.family, "w");
      CHECK(nlohmann::ordered_json::parse(body).dump() == body);
    }
  }
}
