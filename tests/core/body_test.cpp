#include "core/family/body.hpp"

#include <doctest/doctest.h>

#include "core/occurrence/canonical.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

nlohmann::ordered_json body_of(const nlohmann::ordered_json& document, Family family) {
  const auto occurrence = parse_occurrence(document.dump(), Checking::lenient);
  CAPTURE(test::codes(occurrence.problems()));
  REQUIRE(occurrence.ok());
  return nlohmann::ordered_json::parse(
      test::built_body(occurrence.value(), family, "11111111-1111-4111-8111-111111111111"));
}

}  // namespace

TEST_CASE("extended: moments are seconds, 0 where unset, and the planned duration is in minutes") {
  auto document = test::sample(Trigger::event_published);
  document["event"]["estimated_duration"] = 2759;
  document["event"]["published_at"] = "2026-09-05T07:45:30.999Z";
  const auto data = body_of(document, Family::extended)["data"];
  CHECK(data["type"] == "events");
  CHECK(data["attributes"]["estimated_duration"] == 45);
  CHECK(data["attributes"]["published_at"] == 1788594330);
  CHECK(data["meta"]["webhook"]["id"] == "11111111-1111-4111-8111-111111111111");
  CHECK(data["meta"]["webhook"]["event"] == "event.published");
  const auto session = body_of(test::sample(Trigger::session_created), Family::extended)["data"];
  CHECK(session["attributes"]["started_at"] == 0);
  CHECK(session["attributes"]["duration"] == nullptr);
}

TEST_CASE("legacy: moments are text, null where unset, and durations are in seconds") {
  const auto webinar = body_of(test::sample(Trigger::event_created), Family::legacy)["webinar"];
  CHECK(webinar["estimated_duration"] == 2700);
  CHECK(webinar["created_at"] == "2026-09-01T09:00:00.000Z");
  CHECK(webinar["published_at"] == nullptr);
  CHECK(webinar["nb_registered"] == nullptr);
  CHECK_FALSE(webinar.contains("room_link"));
}

TEST_CASE("families: links are made of the registration link, the address and the key") {
  const auto document = test::sample(Trigger::people_registered);
  const auto extended = body_of(document, Family::extended)["data"];
  CHECK(extended["type"] == "people");
  const auto& registration = extended["attributes"]["registrant_detail"];
  const std::string own_link =
      "https://events.example.com/p/7b6a2c1e-4f0d-4a58-9c3e-2d1f5e8a9b40/live"
      "?email=noemie.garnier%2Bevents%40example.org&key=4f1c9a7be02d6385c0d9ab";
  CHECK(registration["connection_link"] == own_link + "&s=c41d7e52-8a3b-4f6e-b0d9-6a2e7f1c8d35");
  CHECK(registration["event_id"] == "7b6a2c1e-4f0d-4a58-9c3e-2d1f5e8a9b40");
  CHECK(registration["session_id"] == "c41d7e52-8a3b-4f6e-b0d9-6a2e7f1c8d35");
  const auto legacy = body_of(document, Family::legacy);
  CHECK(legacy["attendee"]["connection_link"] == own_link);
  CHECK(legacy["webinar"]["room_link"] ==
        "https://events.example.com/p/7b6a2c1e-4f0d-4a58-9c3e-2d1f5e8a9b40/live"
        "?s=c41d7e52-8a3b-4f6e-b0d9-6a2e7f1c8d35");
}

TEST_CASE("families: links that are given are passed on as they are") {
  auto document = test::sample(Trigger::people_registered);
  document["person"]["registrant_detail"]["connection_link"] = "https://a.example/me";
  CHECK(body_of(document, Family::legacy)["attendee"]["connection_link"] == "https://a.example/me");
}

TEST_CASE("legacy: fields are an object of the organiser's own questions") {
  auto document = test::sample(Trigger::people_registered);
  const auto fields = body_of(document, Family::legacy)["attendee"]["fields"];
  CHECK(fields.dump() == R"({"company":"Northwind","interests":["Integrations","Analytics"]})");
  document["person"]["registrant_detail"]["fields"][3]["value"] = nullptr;
  CHECK(body_of(document, Family::legacy)["attendee"]["fields"]["company"] == nullptr);
}

TEST_CASE("legacy: only an ended session shows what the attendees did") {
  const auto attendee =
      body_of(test::sample(Trigger::people_registered), Family::legacy)["attendee"];
  CHECK_FALSE(attendee.contains("is_attendance"));
  const auto ended = body_of(test::sample(Trigger::session_ended), Family::legacy)["webinar"];
  CHECK(ended["attendees"].size() == 2);
  CHECK(ended["attendees"][0]["is_attendance"] == true);
  CHECK(ended["attendees"][0]["attendance_rate"].dump() == "97.5");
  CHECK(ended["attendees"][1]["is_attendance"] == false);
}

TEST_CASE("extended: unknown fields follow the known ones, with their digits; legacy has none") {
  const std::string original(sample_occurrence(Trigger::event_created));
  const std::string marker = "\"title\":";
  std::string text = original;
  text.replace(text.find(marker), marker.size(),
               "\"new_number\": 1.50e3, \"new_list\": [{\"a\": null}], \"title\":");
  const auto occurrence = parse_occurrence(text, Checking::strict);
  REQUIRE(occurrence.ok());
  CHECK(test::built_body(occurrence.value(), Family::extended, "w")
            .find(R"(,"new_number":1.50e3,"new_list":[{"a":null}]},"meta")") != std::string::npos);
  CHECK(test::built_body(occurrence.value(), Family::legacy, "w").find("new_number") ==
        std::string::npos);
}

TEST_CASE("extended: optional fields that are not given are left out") {
  auto document = test::sample(Trigger::session_created);
  document["session"].erase("name");
  const auto attributes = body_of(document, Family::extended)["data"]["attributes"];
  CHECK_FALSE(attributes.contains("name"));
  CHECK(attributes["breakout_room_parent_session_id"] == nullptr);
}

TEST_CASE("standard: a body is the trigger, when it happened, and the canonical records") {
  for (const TriggerFacts& trigger : triggers()) {
    CAPTURE(trigger.name);
    const auto occurrence = parse_occurrence(sample_occurrence(trigger.trigger), Checking::strict);
    REQUIRE(occurrence.ok());
    json::Writer records;
    records.value(canonical_records(occurrence.value()));
    CHECK(test::built_body(occurrence.value(), Family::standard) ==
          "{\"type\":\"" + std::string(trigger.name) + "\",\"timestamp\":\"" +
              format_timestamp(occurrence.value().occurred_at) + "\",\"data\":" + records.take() +
              "}");
  }
}

TEST_CASE("standard: moments are text in UTC with milliseconds, and durations are in seconds") {
  auto document = test::sample(Trigger::session_created);
  document["occurred_at"] = "2026-09-05T09:45:30.5+02:00";
  const auto body = body_of(document, Family::standard);
  CHECK(body["type"] == "session.created");
  CHECK(body["timestamp"] == "2026-09-05T07:45:30.500Z");
  CHECK(body["data"]["event"]["estimated_duration"] == 2700);
  CHECK(body["data"]["event"]["created_at"] == "2026-09-01T09:00:00.000Z");
  CHECK(body["data"]["session"]["started_at"] == nullptr);
  CHECK(body["data"]["session"]["event_id"] == body["data"]["event"]["id"]);
}

TEST_CASE("standard: unknown fields are passed on") {
  auto document = test::sample(Trigger::job_ended);
  document["job"]["mood"] = {{"a", nullptr}};
  CHECK(body_of(document, Family::standard)["data"]["job"]["mood"].dump() == R"({"a":null})");
}
