#include "core/occurrence/occurrence.hpp"

#include <doctest/doctest.h>

#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

Problems strict_problems(const nlohmann::ordered_json& document) {
  return parse_occurrence(document.dump(), Checking::strict).problems();
}

}  // namespace

TEST_CASE("occurrence: parses into canonical units") {
  const auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::people_registered), Checking::strict);
  REQUIRE(occurrence.ok());
  CHECK(occurrence.value().occurred_at == 1789410161907);
  CHECK(*occurrence.value().event->get<std::int64_t>("estimated_duration") == 2700);
  CHECK(*occurrence.value().session->get<EpochMilliseconds>("estimated_started_at") ==
        1791295200000);
  CHECK(occurrence.value().person->text("first_name") == "Noémie");
}

TEST_CASE("occurrence: refuses unknown triggers and says which was probably meant") {
  auto document = test::sample(Trigger::event_created);
  document["trigger"] = "event.creatd";
  const Problems problems = strict_problems(document);
  REQUIRE(test::has_problem(problems, "/trigger", "unknown-trigger"));
  CHECK(problems.list()[0].message.find("event.created") != std::string::npos);
}

TEST_CASE("occurrence: needs a trigger, a moment and the trigger's records") {
  const Problems problems = strict_problems(nlohmann::ordered_json::object());
  CHECK(test::has_problem(problems, "/trigger", "missing-field"));
  CHECK(test::has_problem(problems, "/occurred_at", "missing-field"));
  CHECK(test::has_problem(problems, "/event", "missing-record"));

  const Problems bare =
      strict_problems({{"trigger", "people.registered"}, {"occurred_at", "2021-05-18T10:00:00Z"}});
  CHECK(test::has_problem(bare, "/event", "missing-record"));
  CHECK(test::has_problem(bare, "/session", "missing-record"));
  CHECK(test::has_problem(bare, "/person", "missing-record"));

  auto ended = test::sample(Trigger::session_ended);
  ended.erase("attendees");
  CHECK(test::has_problem(strict_problems(ended), "/attendees", "missing-record"));
  ended["attendees"] = "nobody";
  CHECK(test::has_problem(strict_problems(ended), "/attendees", "wrong-type"));
}

TEST_CASE("occurrence: refuses anything but an object") {
  CHECK(test::has_problem(strict_problems(nlohmann::ordered_json::array()), "", "wrong-type"));
  auto document = test::sample(Trigger::event_created);
  document["trigger"] = 1;
  document["occurred_at"] = "noon";
  const Problems problems = strict_problems(document);
  CHECK(test::has_problem(problems, "/trigger", "wrong-type"));
  CHECK(test::has_problem(problems, "/occurred_at", "invalid-moment"));
}

TEST_CASE("occurrence: remarks on records and members that are not used") {
  auto document = test::sample(Trigger::session_created);
  document["trigger"] = "event.created";
  document["note"] = "x";
  const Problems problems = strict_problems(document);
  CHECK_FALSE(problems.has_errors());
  CHECK(test::has_problem(problems, "/session", "unused-record", Severity::warning));
  CHECK(test::has_problem(problems, "/note", "unknown-field", Severity::warning));
}

TEST_CASE("occurrence: a session's duration is computed where it is left out") {
  const auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::session_ended), Checking::strict);
  REQUIRE(occurrence.ok());
  CHECK(*occurrence.value().session->get<std::int64_t>("duration") == 2751);
}
