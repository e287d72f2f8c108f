#include "core/recipe/recipes.hpp"

#include <doctest/doctest.h>

#include "core/matching/matching.hpp"
#include "core/request/webhook_body.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;
using nlohmann::ordered_json;

TEST_CASE("recipes: are compact JSON") {
  CHECK(ordered_json::parse(recipes()).size() == 5);
  CHECK(recipes().find('\n') == std::string_view::npos);
}

TEST_CASE("recipes: each is a sound webhook that takes the samples and gives the golden bodies") {
  for (const ordered_json& recipe : ordered_json::parse(recipes())) {
    const auto webhook = parse_webhook(recipe.at("webhook").dump(), HttpTargets::refused);
    CAPTURE(recipe.at("name"));
    CAPTURE(test::codes(webhook.problems()));
    REQUIRE(webhook.ok());
    CHECK(webhook.problems().empty());
    for (const Trigger trigger : webhook.value().triggers) {
      const auto occurrence = parse_occurrence(sample_occurrence(trigger), Checking::strict);
      OccurrenceContext context(occurrence.value());
      const Match match = matches(webhook.value(), context, "msg_1");
      CHECK_MESSAGE(match.passes(), match.explanation);
      const auto body = webhook_body(occurrence.value(), webhook.value(), "msg_1");
      CAPTURE(test::codes(body.problems()));
      REQUIRE(body.ok());
      const std::string name =
          recipe.at("name").get<std::string>() + "." + std::string(facts(trigger).name) + ".json";
      const auto golden = ordered_json::parse(test::golden_file("recipes/" + name));
      CHECK(body.value().text == golden.dump());
    }
  }
}
