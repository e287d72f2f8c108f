#include "core/record/record_check.hpp"

#include <doctest/doctest.h>

#include "core/occurrence/occurrence.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

/// The problems of a sample in which the value at `pointer` is replaced.
Problems problems_with(Trigger trigger, const char* pointer, const nlohmann::ordered_json& value,
                       Checking checking = Checking::strict) {
  auto document = test::sample(trigger);
  document[nlohmann::ordered_json::json_pointer(pointer)] = value;
  return parse_occurrence(document.dump(), checking).problems();
}

struct Refusal {
  Trigger trigger;
  const char* pointer;
  nlohmann::ordered_json value;
  const char* code;
};

}  // namespace

TEST_CASE("record: a value of the wrong type is an error at its place, in both modes") {
  const std::vector<Refusal> refusals = {
      {Trigger::event_created, "/event", 7, "wrong-type"},
      {Trigger::event_created, "/event/title", 7, "wrong-type"},
      {Trigger::event_created, "/event/title", nullptr, "wrong-type"},
      {Trigger::event_created, "/event/created_at", 1643710217, "wrong-type"},
      {Trigger::event_created, "/event/published_at", 0, "wrong-type"},
      {Trigger::event_created, "/event/estimated_duration", "1800", "wrong-type"},
      {Trigger::event_created, "/event/estimated_duration", 1800.5, "wrong-type"},
      {Trigger::event_created, "/event/sessions_count", true, "wrong-type"},
      {Trigger::event_created, "/event/chat_enabled", "true", "wrong-type"},
      {Trigger::event_created, "/event/owner", nlohmann::ordered_json::array(), "wrong-type"},
      {Trigger::event_created, "/event/fields", nlohmann::ordered_json::object(), "wrong-type"},
      {Trigger::event_created, "/event/fields/0", "email", "wrong-type"},
      {Trigger::people_registered, "/person/registrant_detail/fields",
       nlohmann::ordered_json::object(), "wrong-type"},
      {Trigger::people_registered, "/person/registrant_detail/screen_height", 900, "wrong-type"},
      {Trigger::people_registered, "/person/registrant_detail/attendance_rate", "100",
       "wrong-type"},
      {Trigger::people_registered, "/person/registrant_detail/fields/4/value/0", 1, "wrong-type"},
  };
  for (const Refusal& refusal : refusals) {
    for (const Checking checking : {Checking::strict, Checking::lenient}) {
      CAPTURE(refusal.pointer);
      const Problems problems =
          problems_with(refusal.trigger, refusal.pointer, refusal.value, checking);
      CAPTURE(test::codes(problems));
      CHECK(test::has_problem(problems, refusal.pointer, refusal.code));
    }
  }
}

TEST_CASE("record: a text of the wrong form is an error with a code of its own") {
  const std::vector<Refusal> refusals = {
      {Trigger::event_created, "/event/id", "7b6a2c1e", "invalid-uuid"},
      {Trigger::event_created, "/event/created_at", "yesterday", "invalid-moment"},
      {Trigger::event_created, "/event/language", "EN", "invalid-language"},
      {Trigger::event_created, "/event/language", "eng", "invalid-language"},
      {Trigger::event_created, "/event/registration_link", "ftp://a", "invalid-link"},
      {Trigger::event_created, "/event/registration_link", "https://", "invalid-link"},
      {Trigger::event_created, "/event/owner/email", "james", "invalid-email"},
      {Trigger::event_created, "/event/owner/email", "@b", "invalid-email"},
      {Trigger::event_created, "/event/owner/timezone", "Europe//Paris", "invalid-time-zone"},
      {Trigger::event_created, "/event/sessions_count", -1, "out-of-range"},
      {Trigger::event_created, "/event/estimated_duration", 31622401, "out-of-range"},
      {Trigger::event_created, "/event/title", std::string(kTextBytesMax + 1, 'a'), "too-long"},
  };
  for (const Refusal& refusal : refusals) {
    CAPTURE(refusal.pointer);
    const Problems problems = problems_with(refusal.trigger, refusal.pointer, refusal.value);
    CAPTURE(test::codes(problems));
    CHECK(test::has_problem(problems, refusal.pointer, refusal.code));
  }
}

TEST_CASE("record: texts at the limit pass") {
  CHECK(problems_with(Trigger::event_created, "/event/title", std::string(kTextBytesMax, 'a'))
            .empty());
  CHECK(problems_with(Trigger::event_created, "/event/estimated_duration", 31622400).empty());
  CHECK(problems_with(Trigger::event_created, "/event/owner/timezone", "UTC").empty());
}

TEST_CASE(
    "record: a value outside a closed list is refused when strict and remarked when lenient") {
  // Events are "cancelled", sessions "canceled": each only in its own list.
  CHECK(problems_with(Trigger::event_created, "/event/scheduling_status", "cancelled").empty());
  CHECK(problems_with(Trigger::session_created, "/session/status", "canceled").empty());
  CHECK(test::has_problem(
      problems_with(Trigger::event_created, "/event/scheduling_status", "canceled"),
      "/event/scheduling_status", "unknown-value"));
  CHECK(test::has_problem(problems_with(Trigger::session_created, "/session/status", "cancelled"),
                          "/session/status", "unknown-value"));
  CHECK(test::has_problem(
      problems_with(Trigger::session_created, "/session/status", "cancelled", Checking::lenient),
      "/session/status", "unknown-value", Severity::warning));
}

TEST_CASE("record: every missing field is reported, each at its place") {
  auto document = test::sample(Trigger::event_created);
  document["event"].erase("title");
  document["event"]["owner"].erase("email");
  document["event"]["fields"][1].erase("order");
  const Problems problems = parse_occurrence(document.dump(), Checking::strict).problems();
  CHECK(test::has_problem(problems, "/event/title", "missing-field"));
  CHECK(test::has_problem(problems, "/event/owner/email", "missing-field"));
  CHECK(test::has_problem(problems, "/event/fields/1/order", "missing-field"));
  CHECK(problems.list().size() == 3);
}

TEST_CASE("record: nullable fields may be left out") {
  auto document = test::sample(Trigger::event_created);
  document["event"].erase("description");
  document["event"].erase("published_at");
  CHECK(parse_occurrence(document.dump(), Checking::strict).problems().empty());
}

TEST_CASE("record: an unknown field is remarked on, with the name that was probably meant") {
  const Problems problems = problems_with(Trigger::event_created, "/event/tittle", "x");
  REQUIRE(test::has_problem(problems, "/event/tittle", "unknown-field", Severity::warning));
  CHECK(problems.list()[0].message.find("Did you mean \"title\"?") != std::string::npos);
}

TEST_CASE("record: a key that is not 22 hexadecimal digits is remarked on") {
  CHECK(test::has_problem(
      problems_with(Trigger::people_registered, "/person/registrant_detail/password_key", "w68d"),
      "/person/registrant_detail/password_key", "invalid-access-key", Severity::warning));
}

TEST_CASE("record: lists at the limit pass and longer ones do not") {
  auto document = test::sample(Trigger::session_ended);
  document["attendees"] = nlohmann::ordered_json::array();
  auto& choices = document["event"]["fields"][4]["options"]["items"];
  choices = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < kListItemsMax; ++i) {
    choices.push_back({{"value", ""}});
  }
  CHECK(parse_occurrence(document.dump(), Checking::strict).problems().empty());
  choices.push_back({{"value", ""}});
  CHECK(test::has_problem(parse_occurrence(document.dump(), Checking::strict).problems(),
                          "/event/fields/4/options/items", "too-long"));
}
