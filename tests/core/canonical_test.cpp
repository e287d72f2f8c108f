#include "core/occurrence/canonical.hpp"

#include <doctest/doctest.h>

#include "tests/core/checks.hpp"

using namespace hookstorm;
using nlohmann::ordered_json;

namespace {

std::string canonical_text(const ordered_json& document, Checking checking = Checking::strict) {
  const auto occurrence = parse_occurrence(document.dump(), checking);
  CAPTURE(test::codes(occurrence.problems()));
  REQUIRE(occurrence.ok());
  json::Writer writer;
  write_canonical(writer, occurrence.value());
  return writer.take();
}

ordered_json canonical(const ordered_json& document) {
  return ordered_json::parse(canonical_text(document));
}

}  // namespace

TEST_CASE("canonical: checking the canonical form again gives the same form") {
  for (const TriggerFacts& trigger : triggers()) {
    CAPTURE(trigger.name);
    const std::string once = canonical_text(test::sample(trigger.trigger));
    CHECK(canonical_text(ordered_json::parse(once)) == once);
  }
  for (const Trigger trigger : test::kDocumentedTriggers) {
    const auto document = ordered_json::parse(
        test::golden_file("occurrences/" + std::string(facts(trigger).name) + ".json"));
    const std::string once = canonical_text(document, Checking::lenient);
    CHECK(canonical_text(ordered_json::parse(once), Checking::lenient) == once);
  }
}

TEST_CASE("canonical: the same holds without any of the fields that may be left out") {
  for (const TriggerFacts& trigger : triggers()) {
    const auto full = ordered_json::parse(canonical_text(test::sample(trigger.trigger)));
    const auto paths = full.flatten();
    for (const auto& item : paths.items()) {
      const std::string& path = item.key();
      auto document = full;
      const ordered_json::json_pointer place(path);
      const std::string& name = place.back();
      if (document.at(place.parent_pointer()).is_array()) {
        continue;
      }
      document.at(place.parent_pointer()).erase(name);
      const auto occurrence = parse_occurrence(document.dump(), Checking::strict);
      if (occurrence.ok()) {
        CAPTURE(path);
        const std::string once = canonical_text(document);
        CHECK(canonical_text(ordered_json::parse(once)) == once);
      }
    }
  }
}

TEST_CASE("canonical: moments are in UTC with milliseconds, durations in seconds") {
  auto document = test::sample(Trigger::event_published);
  document["occurred_at"] = "2026-09-05T09:45:30+02:00";
  document["event"]["created_at"] = "2026-09-05T09:45:30.1239+02:00";
  const auto form = canonical(document);
  CHECK(form["trigger"] == "event.published");
  CHECK(form["occurred_at"] == "2026-09-05T07:45:30.000Z");
  CHECK(form["event"]["created_at"] == "2026-09-05T07:45:30.123Z");
  CHECK(form["event"]["estimated_duration"] == 2700);
}

TEST_CASE("canonical: nullable fields become null, optional ones stay out, unknown ones follow") {
  auto document = test::sample(Trigger::session_created);
  document["session"].erase("name");
  document["session"].erase("canceled_at");
  document["session"]["mood"] = {{"deep", {1, nullptr}}};
  const auto session = canonical(document)["session"];
  CHECK_FALSE(session.contains("name"));
  CHECK(session.at("canceled_at").is_null());
  CHECK(session.at("mood").dump() == R"({"deep":[1,null]})");
  CHECK(std::prev(session.end()).key() == "mood");
}

TEST_CASE("canonical: what follows from other records is filled in, for each attendee too") {
  const auto form = canonical(test::sample(Trigger::session_ended));
  CHECK(form["session"]["event_id"] == form["event"]["id"]);
  CHECK(form["session"]["duration"] == 2751);
  for (const auto& person : form["attendees"]) {
    const auto& registration = person["registrant_detail"];
    CHECK(registration["session_id"] == form["session"]["id"]);
    const auto link = registration["connection_link"].get<std::string>();
    CHECK(link.find(registration["password_key"].get<std::string>()) != std::string::npos);
  }
}

TEST_CASE("canonical: a job has no other record beside it") {
  CHECK(canonical_text(test::sample(Trigger::job_ended)) ==
        R"({"trigger":"job.ended","occurred_at":"2026-09-15T08:00:09.250Z","job":{)"
        R"("id":"5d2f8c3e-7a91-4b06-8e4d-0c1b2a3f4e5d","status":"ended","total_items":250,)"
        R"("total_processed_items":250,"total_fail":3,"total_success":247}})");
}
