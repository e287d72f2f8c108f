#include "core/schema/schema.hpp"

#include <doctest/doctest.h>

#include "tests/core/checks.hpp"

using namespace hookstorm;
using nlohmann::ordered_json;

namespace {

ordered_json of_occurrence(Trigger trigger) {
  return ordered_json::parse(occurrence_schema(trigger));
}

ordered_json of_body(Trigger trigger, Family family) {
  return ordered_json::parse(body_schema(trigger, family));
}

bool requires_member(const ordered_json& table, const std::string& name) {
  const auto& required = table.at("required");
  return std::find(required.begin(), required.end(), name) != required.end();
}

}  // namespace

TEST_CASE("schema: a document says what it is, in the draft of 2020-12") {
  const auto schema = of_body(Trigger::session_ended, Family::legacy);
  CHECK(schema.at("$schema") == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema.at("$id") == "urn:hookstorm:body:legacy:session.ended");
  CHECK(schema.at("title") == "Body of session.ended in the family legacy");
}

TEST_CASE("schema: forms, lists of values and units come from the tables") {
  const auto event = of_occurrence(Trigger::event_created).at("$defs").at("event").at("properties");
  CHECK(event.at("id").at("format") == "uuid");
  CHECK(event.at("status").at("enum") == ordered_json({"draft", "published"}));
  CHECK(event.at("estimated_duration").at("description") ==
        "How long the event is planned to last. In seconds.");
  CHECK(event.at("description").at("type") == ordered_json({"string", "null"}));
  const auto extended =
      of_body(Trigger::event_created, Family::extended).at("$defs").at("event").at("properties");
  CHECK(extended.at("estimated_duration").at("description") ==
        "How long the event is planned to last. In minutes.");
  CHECK(extended.at("created_at").at("type") == "integer");
  CHECK_FALSE(extended.contains("id"));
}

TEST_CASE("schema: a moment is required from the trigger on that implies it") {
  for (const auto& [trigger, is_due] :
       {std::pair(Trigger::session_created, false), std::pair(Trigger::session_started, true)}) {
    const auto session = of_occurrence(trigger).at("$defs").at("session");
    CHECK(requires_member(session, "started_at") == is_due);
    CHECK(session.at("properties").at("started_at").at("type").is_array() != is_due);
  }
}

TEST_CASE("schema: occurrences may hold more than the tables know; closed families may not") {
  const auto occurrence = of_occurrence(Trigger::people_registered);
  CHECK(occurrence.at("$defs").at("person").at("additionalProperties") == true);
  const auto legacy = of_body(Trigger::people_registered, Family::legacy);
  CHECK(legacy.at("$defs").at("attendee").at("additionalProperties") == false);
  CHECK(requires_member(legacy, "attendee"));
}

TEST_CASE("schema: in a standard body nothing that follows from the rest is left out") {
  const auto standard = of_body(Trigger::session_started, Family::standard);
  for (const char* member : {"type", "timestamp", "data"}) {
    CHECK(requires_member(standard, member));
  }
  CHECK(standard.at("properties").at("type").at("const") == "session.started");
  const auto session = standard.at("$defs").at("session");
  for (const char* member : {"event_id", "room_link", "started_at", "ended_at"}) {
    CHECK(requires_member(session, member));
  }
  CHECK(session.at("properties").at("room_link").at("type") == "string");
  CHECK(session.at("properties").at("started_at").at("type") == "string");
  CHECK(session.at("properties").at("ended_at").at("type") == ordered_json({"string", "null"}));
  CHECK_FALSE(requires_member(session, "name"));
  CHECK_FALSE(requires_member(of_occurrence(Trigger::session_started).at("$defs").at("session"),
                              "room_link"));
}

TEST_CASE("schema: every table that is referred to is defined") {
  for (const TriggerFacts& trigger : triggers()) {
    std::vector<std::string> schemas = {occurrence_schema(trigger.trigger)};
    for (const FamilyFacts& family : families()) {
      if (supports(family.family, trigger.trigger)) {
        schemas.push_back(body_schema(trigger.trigger, family.family));
      }
    }
    for (const std::string& text : schemas) {
      const auto defined = ordered_json::parse(text).at("$defs");
      const std::string reference = "\"$ref\":\"#/$defs/";
      for (std::size_t at = text.find(reference); at != std::string::npos;
           at = text.find(reference, at + 1)) {
        const std::size_t start = at + reference.size();
        CHECK(defined.contains(text.substr(start, text.find('"', start) - start)));
      }
    }
  }
}
