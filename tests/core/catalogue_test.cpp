#include "core/catalogue/catalogue.hpp"

#include <doctest/doctest.h>

#include "tests/core/checks.hpp"

using namespace hookstorm;
using nlohmann::ordered_json;

namespace {

const ordered_json& named(const ordered_json& list, std::string_view name) {
  return *std::find_if(list.begin(), list.end(),
                       [name](const ordered_json& item) { return item.at("name") == name; });
}

ordered_json field(std::string_view resource, std::string_view name) {
  const auto document = ordered_json::parse(catalogue());
  return named(named(document.at("resources"), resource).at("fields"), name);
}

}  // namespace

TEST_CASE("catalogue: all triggers and families, each with names and a description") {
  const auto document = ordered_json::parse(catalogue());
  CHECK(document.at("triggers").size() == triggers().size());
  CHECK(document.at("families").size() == families().size());
  CHECK(named(document.at("triggers"), "session.ended").at("documentedFamily") == "legacy");
  CHECK(named(document.at("triggers"), "session.ended").at("records") ==
        ordered_json({"event", "session", "attendees"}));
}

TEST_CASE("catalogue: every field says its type, since when it speaks, and what it means") {
  const auto document = ordered_json::parse(catalogue());
  for (const auto& resource : document.at("resources")) {
    for (const auto& row : resource.at("fields")) {
      CAPTURE(resource.at("name").get<std::string>() + "." + row.at("name").get<std::string>());
      CHECK_FALSE(row.at("type").get<std::string>().empty());
      CHECK(trigger_named(row.at("since").get<std::string>()).has_value());
      CHECK(row.at("description").get<std::string>().back() == '.');
      CHECK(row.contains("resource") ==
            (row.at("type") == "record" || row.at("type") == "records"));
    }
  }
}

TEST_CASE("catalogue: a field speaks from the first trigger on that has its record and stage") {
  CHECK(field("event", "title").at("since") == "event.created");
  CHECK(field("owner", "email").at("since") == "event.created");
  CHECK(field("session", "status").at("since") == "session.created");
  CHECK(field("session", "started_at").at("since") == "session.started");
  CHECK(field("session", "started_at").at("presence") == "due");
  CHECK(field("person", "email").at("since") == "people.registered");
  CHECK(field("registrant_detail", "attended").at("since") == "session.ended");
}

TEST_CASE("catalogue: units, and what differs in the families") {
  CHECK(field("event", "estimated_duration").at("unit") == "seconds");
  CHECK(field("event", "estimated_duration").at("extended").at("unit") == "minutes");
  CHECK(field("event", "created_at").at("extended").at("type") == "epoch_seconds");
  CHECK(field("registrant_detail", "attendance_rate").at("unit") == "percent");
  CHECK(field("registrant_detail", "attended").at("legacy").at("name") == "is_attendance");
  CHECK_FALSE(field("event", "owner").contains("legacy"));
}
