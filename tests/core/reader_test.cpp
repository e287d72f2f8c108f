#include "core/reader/reader.hpp"

#include <doctest/doctest.h>

#include "core/family/body.hpp"
#include "core/json/parser.hpp"
#include "core/occurrence/canonical.hpp"
#include "core/reader/body_records.hpp"
#include "core/record/record_check.hpp"
#include "core/shape/shape.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;
using nlohmann::ordered_json;
using test::has_problem;

namespace {

ordered_json documented(std::string_view trigger) {
  return ordered_json::parse(test::golden_file("bodies/" + std::string(trigger) + ".json"));
}

/// The body that the trigger's sample becomes.
ordered_json built(Trigger trigger, Family family) {
  return test::sample_body(trigger, {.family = family});
}

/// The occurrence with a member beyond the tables in each record, and in what is nested in it.
ordered_json with_unknown_members(ordered_json value) {
  for (auto& [name, member] : value.items()) {
    if (member.is_object() && name != "options") {
      member = with_unknown_members(member);
      member["mood"] = {{"of", name}};
    } else if (name == "attendees") {
      for (ordered_json& attendee : member) {
        attendee = with_unknown_members(attendee);
        attendee["mood"] = "good";
      }
    }
  }
  return value;
}

Problems problems_of(const ordered_json& body, Checking checking = Checking::lenient) {
  const auto read = read_body(body.dump(), checking);
  return read.problems();
}

}  // namespace

TEST_CASE("reader: the vendor's own bodies are recognised, with nothing worse than warnings") {
  for (const Trigger documented_trigger : test::kDocumentedTriggers) {
    const TriggerFacts& trigger = facts(documented_trigger);
    CAPTURE(trigger.name);
    const auto read = read_body(test::golden_file("bodies/" + std::string(trigger.name) + ".json"));
    CAPTURE(test::codes(read.problems()));
    REQUIRE(read.ok());
    CHECK(read.value().trigger == trigger.trigger);
    CHECK(read.value().family == trigger.documented_family);
    CHECK(read.value().webhook_id.empty() == (trigger.documented_family == Family::legacy));
    CHECK_FALSE(has_problem(read.problems(), "", "ambiguous-trigger", Severity::warning));
  }
}

TEST_CASE("reader: the body of every sample in every family passes strict checking") {
  for (const TriggerFacts& trigger : triggers()) {
    for (const FamilyFacts& family : families()) {
      CAPTURE(trigger.name);
      CAPTURE(family.name);
      if (!supports(family.family, trigger.trigger)) {
        continue;
      }
      const auto read = read_body(built(trigger.trigger, family.family).dump(), Checking::strict);
      CAPTURE(test::codes(read.problems()));
      REQUIRE(read.ok());
      CHECK(read.value().family == family.family);
      if (!has_problem(read.problems(), "", "ambiguous-trigger", Severity::warning)) {
        CHECK(read.value().trigger == trigger.trigger);
      }
    }
  }
}

TEST_CASE("reader: a legacy body that the vendor would not send is remarked on") {
  for (const Trigger trigger : {Trigger::event_created, Trigger::session_created}) {
    const auto read = read_body(built(trigger, Family::legacy).dump());
    CHECK(read.value().trigger == trigger);
    CHECK(has_problem(read.problems(), "", "ambiguous-trigger", Severity::warning));
  }
  auto registered = documented("people.registered");
  registered["attendee"]["is_attendance"] = true;
  CHECK(has_problem(problems_of(registered), "", "ambiguous-trigger", Severity::warning));
}

TEST_CASE("reader: an end or a list of attendees alone tells that a session ended") {
  auto body = documented("session.ended");
  body["webinar"].erase("attendees");
  CHECK(has_problem(problems_of(body), "/webinar/attendees", "missing-field"));
  body = documented("session.ended");
  body["webinar"].erase("ended_at");
  CHECK(has_problem(problems_of(body), "/webinar/ended_at", "missing-field"));
}

TEST_CASE("reader: what has no family's shape is refused, and so is an unknown trigger") {
  for (const char* text : {"{}", "[]", "7", "null", R"({"data":{"meta":{"webhook":{}}}})",
                           R"({"data":{"id":"x","type":"events","attributes":{}}})"}) {
    CAPTURE(text);
    CHECK(has_problem(read_body(text).problems(), "", "unknown-body"));
  }
  CHECK(
      has_problem(read_body(R"({"data":{"meta":{"webhook":{"event":"event.create"}}}})").problems(),
                  "/data/meta/webhook/event", "unknown-trigger"));
  CHECK(has_problem(read_body(R"({"data":{"meta":{"webhook":{"event":7}}}})").problems(),
                    "/data/meta/webhook/event", "wrong-type"));
  CHECK(has_problem(read_body(R"({"webinar":7})").problems(), "/webinar", "wrong-type"));
}

TEST_CASE("reader: redacted ids are warned of, and are errors when strict") {
  const auto body = documented("event.created");
  CHECK(has_problem(problems_of(body), "/data/id", "invalid-uuid", Severity::warning));
  CHECK(has_problem(problems_of(body, Checking::strict), "/data/id", "invalid-uuid"));
}

TEST_CASE("reader: a registration link of another event is warned of, an error when strict") {
  const auto body = documented("event.created");
  const std::string path = "/data/attributes/registration_link";
  CHECK(has_problem(problems_of(body), path, "link-mismatch", Severity::warning));
  CHECK(has_problem(problems_of(body, Checking::strict), path, "link-mismatch"));
  CHECK(has_problem(problems_of(documented("people.registered")), "/webinar/registration_link",
                    "link-mismatch", Severity::warning));
  auto session = built(Trigger::session_created, Family::extended);
  CHECK(problems_of(session).empty());
  session["data"]["id"] = "00000000-0000-4000-8000-000000000000";
  CHECK(has_problem(problems_of(session), "/data/attributes/room_link", "link-mismatch",
                    Severity::warning));
}

TEST_CASE("reader: an odd key, and a link with another's address, are warned of") {
  CHECK(has_problem(problems_of(documented("people.registered")), "/attendee/password_key",
                    "invalid-access-key", Severity::warning));
  CHECK(has_problem(problems_of(documented("session.ended")),
                    "/webinar/attendees/0/connection_link", "link-mismatch", Severity::warning));
  auto extended = built(Trigger::people_registered, Family::extended);
  extended["data"]["attributes"]["email"] = "other@example.com";
  CHECK(has_problem(problems_of(extended), "/data/attributes/registrant_detail/connection_link",
                    "link-mismatch", Severity::warning));
}

TEST_CASE("reader: a moment's type follows the family, and nothing is guessed by magnitude") {
  auto extended = documented("event.created");
  extended["data"]["attributes"]["published_at"] = "2021-05-18T08:43:31.433Z";
  extended["data"]["attributes"]["estimated_duration"] = 1800;  // As minutes, 30 hours.
  auto problems = problems_of(extended);
  CHECK(has_problem(problems, "/data/attributes/published_at", "wrong-type"));
  CHECK_FALSE(has_problem(problems, "/data/attributes/estimated_duration", "out-of-range"));
  auto legacy = documented("event.published");
  legacy["webinar"]["published_at"] = 0;
  legacy["webinar"]["estimated_duration"] = 30;  // As seconds, half a minute.
  problems = problems_of(legacy);
  CHECK(has_problem(problems, "/webinar/published_at", "wrong-type"));
  CHECK_FALSE(has_problem(problems, "/webinar/estimated_duration", "wrong-type"));
}

TEST_CASE("reader: moments in seconds lie between 1970 and 9999, and 0 is unset") {
  auto body = documented("event.created");
  body["data"]["attributes"]["published_at"] = 253'402'300'799;
  CHECK_FALSE(problems_of(body).has_errors());
  for (const std::int64_t seconds : {std::int64_t{-1}, std::int64_t{253'402'300'800}}) {
    body["data"]["attributes"]["published_at"] = seconds;
    CHECK(has_problem(problems_of(body), "/data/attributes/published_at", "out-of-range"));
  }
}

TEST_CASE("reader: answers are a list in extended and an object in legacy") {
  auto extended = built(Trigger::people_registered, Family::extended);
  extended["data"]["attributes"]["registrant_detail"]["fields"] = ordered_json::object();
  CHECK(has_problem(problems_of(extended), "/data/attributes/registrant_detail/fields",
                    "wrong-type"));
  auto legacy = documented("people.registered");
  legacy["attendee"]["fields"] = ordered_json::array();
  CHECK(has_problem(problems_of(legacy), "/attendee/fields", "wrong-type"));
  legacy["attendee"]["fields"] = {{"company", "Northwind"}, {"topics", {"a", 7}}, {"team", 7}};
  CHECK(has_problem(problems_of(legacy), "/attendee/fields/topics/1", "wrong-type"));
  CHECK(has_problem(problems_of(legacy), "/attendee/fields/team", "wrong-type"));
  CHECK_FALSE(has_problem(problems_of(legacy), "/attendee/fields/company", "wrong-type"));
}

TEST_CASE("reader: a count of registrants may be null or a number") {
  auto body = documented("event.published");
  CHECK_FALSE(problems_of(body).has_errors());
  body["webinar"]["nb_registered"] = 2;
  CHECK_FALSE(problems_of(body).has_errors());
  body["webinar"]["nb_registered"] = "2";
  CHECK(has_problem(problems_of(body), "/webinar/nb_registered", "wrong-type"));
}

TEST_CASE("reader: an attendance longer than the session is warned of") {
  CHECK(has_problem(problems_of(documented("session.ended")),
                    "/webinar/attendees/0/attendance_duration", "duration-mismatch",
                    Severity::warning));
}

TEST_CASE("reader: a duration is the time elapsed, rounded down, give or take a second") {
  auto body = documented("session.ended");
  for (const auto& [seconds, is_odd] :
       {std::pair(89, true), std::pair(90, false), std::pair(92, false), std::pair(93, true)}) {
    body["webinar"]["duration"] = seconds;
    CHECK(has_problem(problems_of(body), "/webinar/duration", "duration-mismatch",
                      Severity::warning) == is_odd);
  }
}

TEST_CASE("reader: a session is canceled, an event cancelled, each in its own list alone") {
  auto session = documented("session.created");
  session["data"]["attributes"]["status"] = "canceled";
  CHECK_FALSE(has_problem(problems_of(session), "/data/attributes/status", "unknown-value",
                          Severity::warning));
  session["data"]["attributes"]["status"] = "cancelled";
  CHECK(has_problem(problems_of(session), "/data/attributes/status", "unknown-value",
                    Severity::warning));
  auto event = documented("event.created");
  event["data"]["attributes"]["scheduling_status"] = "canceled";
  CHECK(has_problem(problems_of(event), "/data/attributes/scheduling_status", "unknown-value",
                    Severity::warning));
  CHECK_FALSE(problems_of(event).has_errors());
}

TEST_CASE("reader: unknown members are warned of; the workspace's id is known") {
  auto body = documented("event.created");
  body["data"]["attributes"]["mood"] = "good";
  body["data"]["meta"]["webhook"]["organization_id"] = "o";
  const auto problems = problems_of(body);
  CHECK(has_problem(problems, "/data/attributes/mood", "unknown-field", Severity::warning));
  CHECK_FALSE(has_problem(problems, "/data/meta/webhook/organization_id", "unknown-field",
                          Severity::warning));
  CHECK_FALSE(problems.has_errors());
}

TEST_CASE("reader: text after the body is an error") {
  const auto read = read_body(documented("event.created").dump() + " Learn more");
  CHECK(has_problem(read.problems(), "", "trailing-data"));
}

TEST_CASE("reader: what would be null may be missing from foreign bodies, and nothing else") {
  auto body = documented("people.registered");
  body["attendee"].erase("utm_term");
  CHECK_FALSE(problems_of(body).has_errors());
  CHECK(has_problem(problems_of(body, Checking::strict), "/attendee/utm_term", "missing-field"));
  body["attendee"].erase("email");
  CHECK(has_problem(problems_of(body), "/attendee/email", "missing-field"));
}

TEST_CASE("reader: a session that started says when") {
  auto body = built(Trigger::session_started, Family::extended);
  body["data"]["attributes"]["started_at"] = 0;
  CHECK(has_problem(problems_of(body), "/data/attributes/started_at", "missing-field"));
}

TEST_CASE("reader: a body of canonical records gives back the occurrence that it was made of") {
  for (const Family family : {Family::standard, Family::cloudevents}) {
    for (const TriggerFacts& trigger : triggers()) {
      CAPTURE(trigger.name);
      const auto occurrence = parse_occurrence(
          with_unknown_members(test::sample(trigger.trigger)).dump(), Checking::strict);
      REQUIRE(occurrence.ok());
      const auto body = json::parse(test::built_body(occurrence.value(), family));
      const Shape shape = body_shape(trigger.trigger, family);
      Problems problems;
      const Record record =
          check_record(body.value(), shape.document(), Checking::strict, "", problems);
      CHECK_FALSE(problems.has_errors());
      const BodyRecords read = records_of(record, {.family = family, .trigger = trigger.trigger});
      json::Writer expected;
      write_canonical(expected, occurrence.value());
      json::Writer given_back;
      write_canonical(given_back, read.occurrence);
      CHECK(given_back.take() == expected.take());
    }
  }
}

TEST_CASE("reader: the envelope of Standard Webhooks with another sender's type is no known body") {
  const auto problems = problems_of(
      {{"type", "invoice.paid"}, {"timestamp", "2026-09-05T07:45:30Z"}, {"data", {{"id", 7}}}});
  CHECK(has_problem(problems, "/type", "unknown-body"));
  CHECK(problems.list().size() == 1);
}

TEST_CASE("reader: a standard body names its trigger, and says when it happened") {
  const auto body = built(Trigger::job_ended, Family::standard);
  const auto read = read_body(body.dump());
  REQUIRE(read.ok());
  CHECK(read.value().occurred_at ==
        parse_timestamp(body["timestamp"].get_ref<const std::string&>()));
  auto other = body;
  other["type"] = "job.end";
  CHECK(has_problem(problems_of(other), "/type", "unknown-body"));
  other["type"] = 7;
  CHECK(has_problem(problems_of(other), "/type", "wrong-type"));
  for (const char* member : {"type", "timestamp", "data"}) {
    other = body;
    other.erase(member);
    CHECK(has_problem(problems_of(other), "", "unknown-body"));
  }
  CHECK_FALSE(read_body(built(Trigger::job_ended, Family::extended).dump()).value().occurred_at);
}

TEST_CASE("reader: a standard body's values are canonical, each checked where it stands") {
  auto body = built(Trigger::session_ended, Family::standard);
  CHECK(problems_of(body).empty());
  body["timestamp"] = 1'788'594'330;
  body["data"]["session"]["started_at"] = nullptr;
  body["data"]["event"]["created_at"] = 0;
  auto problems = problems_of(body);
  CHECK(has_problem(problems, "/timestamp", "wrong-type"));
  CHECK(has_problem(problems, "/data/session/started_at", "wrong-type"));
  CHECK(has_problem(problems, "/data/event/created_at", "wrong-type"));
  body = built(Trigger::session_ended, Family::standard);
  body["data"]["session"]["id"] = "00000000-0000-4000-8000-000000000000";
  body["data"]["attendees"][0]["registrant_detail"].erase("session_id");
  problems = problems_of(body);
  CHECK(has_problem(problems, "/data/session/room_link", "link-mismatch", Severity::warning));
  CHECK(has_problem(problems, "/data/attendees/0/registrant_detail/session_id", "missing-field"));
  body["data"] = nullptr;
  CHECK(has_problem(problems_of(body), "/data", "wrong-type"));
}
