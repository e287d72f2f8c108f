#include "core/occurrence/consistency.hpp"

#include <doctest/doctest.h>

#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

struct Disagreement {
  Trigger trigger;
  const char* pointer;
  nlohmann::ordered_json value;
  const char* code;
};

Problems problems_with(const Disagreement& change, Checking checking) {
  auto document = test::sample(change.trigger);
  document[nlohmann::ordered_json::json_pointer(change.pointer)] = change.value;
  return parse_occurrence(document.dump(), checking).problems();
}

constexpr const char* kOtherId = "00000000-0000-4000-8000-000000000001";

}  // namespace

TEST_CASE("consistency: records that disagree are errors when strict and warnings when lenient") {
  const std::vector<Disagreement> disagreements = {
      {Trigger::event_created, "/event/registration_link", "https://a.example/p/x",
       "link-mismatch"},
      {Trigger::session_created, "/session/room_link", "https://a.example/live", "link-mismatch"},
      {Trigger::session_created, "/session/event_id", kOtherId, "id-mismatch"},
      {Trigger::people_registered, "/person/registrant_detail/event_id", kOtherId, "id-mismatch"},
      {Trigger::people_registered, "/person/registrant_detail/session_id", kOtherId, "id-mismatch"},
      {Trigger::session_ended, "/session/duration", 2753, "duration-mismatch"},
      {Trigger::session_ended, "/session/duration", 2749, "duration-mismatch"},
  };
  for (const Disagreement& change : disagreements) {
    CAPTURE(change.pointer);
    CHECK(test::has_problem(problems_with(change, Checking::strict), change.pointer, change.code));
    const Problems lenient = problems_with(change, Checking::lenient);
    CHECK(test::has_problem(lenient, change.pointer, change.code, Severity::warning));
    CHECK_FALSE(lenient.has_errors());
  }
}

TEST_CASE("consistency: a duration may be off by one second") {
  for (const int duration : {2750, 2751, 2752}) {
    const Problems problems = problems_with(
        {Trigger::session_ended, "/session/duration", duration, ""}, Checking::strict);
    CHECK_FALSE(test::has_problem(problems, "/session/duration", "duration-mismatch"));
  }
}

TEST_CASE("consistency: what is odd but possible is only remarked on") {
  auto document = test::sample(Trigger::session_ended);
  auto& registration = document["attendees"][0]["registrant_detail"];
  registration["connection_link"] = "https://events.example.com/live?email=x%40y.example&key=0";
  registration["attendance_duration"] = 9000;
  document["session"]["duration"] = 2751;
  const Problems problems = parse_occurrence(document.dump(), Checking::strict).problems();
  CHECK_FALSE(problems.has_errors());
  CHECK(test::has_problem(problems, "/attendees/0/registrant_detail/connection_link",
                          "link-mismatch", Severity::warning));
  CHECK(test::has_problem(problems, "/attendees/0/registrant_detail/attendance_duration",
                          "duration-mismatch", Severity::warning));

  auto reversed = test::sample(Trigger::session_ended);
  reversed["session"]["ended_at"] = "2026-10-06T14:00:00.000Z";
  CHECK(test::has_problem(parse_occurrence(reversed.dump(), Checking::strict).problems(),
                          "/session/ended_at", "moment-order", Severity::warning));
}

TEST_CASE("consistency: what has started or ended says when") {
  for (const Trigger trigger : {Trigger::session_started, Trigger::session_ended}) {
    const Problems problems =
        problems_with({trigger, "/session/started_at", nullptr, ""}, Checking::lenient);
    CHECK(test::has_problem(problems, "/session/started_at", "missing-field"));
  }
  CHECK(test::has_problem(
      problems_with({Trigger::session_ended, "/session/ended_at", nullptr, ""}, Checking::lenient),
      "/session/ended_at", "missing-field"));
  CHECK(
      problems_with({Trigger::session_started, "/session/ended_at", nullptr, ""}, Checking::strict)
          .empty());
}

TEST_CASE("consistency: a question is answered once") {
  CHECK(test::has_problem(problems_with({Trigger::people_registered,
                                         "/person/registrant_detail/fields/1/id", "email", ""},
                                        Checking::lenient),
                          "/person/registrant_detail/fields/1/id", "duplicate-id"));
}

TEST_CASE("consistency: a person did what the trigger says of them") {
  const std::string registration = "/person/registrant_detail";
  for (const auto& [trigger, place, value] :
       {std::tuple(Trigger::people_attended, registration + "/attended", nlohmann::json(false)),
        std::tuple(Trigger::people_not_attended, registration + "/attended", nlohmann::json(true)),
        std::tuple(Trigger::people_watched_replay, registration + "/has_viewed_replay",
                   nlohmann::json(false)),
        std::tuple(Trigger::people_watched_replay, std::string("/person/replay_view_detail"),
                   nlohmann::json(nullptr))}) {
    const std::string path = place;
    CAPTURE(path);
    auto document = nlohmann::json::parse(sample_occurrence(trigger));
    document[nlohmann::json::json_pointer(path)] = value;
    const auto strict = parse_occurrence(document.dump(), Checking::strict);
    CHECK(test::has_problem(strict.problems(), path, "trigger-mismatch"));
    const auto lenient = parse_occurrence(document.dump(), Checking::lenient);
    CHECK(lenient.ok());
    CHECK(test::has_problem(lenient.problems(), path, "trigger-mismatch", Severity::warning));
  }
}

TEST_CASE("consistency: a job's counts add up, and an ended job no longer runs") {
  const auto problems_with = [](const char* name, const nlohmann::json& value, Checking checking) {
    auto document = nlohmann::json::parse(sample_occurrence(Trigger::job_ended));
    document["job"][name] = value;
    return parse_occurrence(document.dump(), checking).problems();
  };
  const std::string processed = "/job/total_processed_items";
  for (const auto& [field, value] :
       {std::pair("total_items", std::int64_t{249}), std::pair("total_fail", std::int64_t{2}),
        std::pair("total_success", std::int64_t{9'223'372'036'854'775'807}),
        std::pair("total_processed_items", std::int64_t{249})}) {
    const char* name = field;
    CAPTURE(name);
    CHECK(test::has_problem(problems_with(name, value, Checking::strict), processed,
                            "count-mismatch"));
    CHECK(test::has_problem(problems_with(name, value, Checking::lenient), processed,
                            "count-mismatch", Severity::warning));
  }
  CHECK(problems_with("total_items", 251, Checking::strict).empty());
  CHECK(test::has_problem(problems_with("status", "processing", Checking::strict), "/job/status",
                          "trigger-mismatch"));
}
