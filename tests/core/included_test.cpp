// The resources that the extended family includes on request: what is built, and what is read back.
#include <doctest/doctest.h>

#include "core/reader/reader.hpp"
#include "core/record/record_check.hpp"
#include "core/request/request.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;
using nlohmann::ordered_json;
using test::has_problem;

namespace {

constexpr BodyForm kIncluded = {.family = Family::extended, .included = true};

Problems problems_of(const ordered_json& body, Checking checking = Checking::lenient) {
  return read_body(body.dump(), checking).problems();
}

ordered_json body_of(const ordered_json& document) {
  const auto occurrence = parse_occurrence(document.dump(), Checking::strict);
  CAPTURE(test::codes(occurrence.problems()));
  REQUIRE(occurrence.ok());
  return ordered_json::parse(build_body(occurrence.value(), kIncluded, {}).value().text);
}

}  // namespace

TEST_CASE("included: without it a body ends after the data, with it only the list is added") {
  for (const TriggerFacts& trigger : triggers()) {
    CAPTURE(trigger.name);
    const auto plain = test::sample_body(trigger.trigger, {.family = Family::extended});
    auto with_related = test::sample_body(trigger.trigger, kIncluded);
    REQUIRE(with_related.contains("included"));
    with_related.erase("included");
    CHECK(with_related.dump() == plain.dump());
    CHECK(plain.size() == 1);
  }
}

TEST_CASE("included: the event, then the session, then the attendees, and never the data itself") {
  const auto types_of = [](Trigger trigger) {
    std::string types;
    const auto body = test::sample_body(trigger, kIncluded);
    for (const ordered_json& resource : body["included"]) {
      types += resource["type"].get<std::string>() + " ";
    }
    return types;
  };
  for (const Trigger trigger :
       {Trigger::event_created, Trigger::event_published, Trigger::job_ended}) {
    CHECK(types_of(trigger).empty());
  }
  CHECK(types_of(Trigger::session_created) == "events ");
  CHECK(types_of(Trigger::session_started) == "events ");
  CHECK(types_of(Trigger::session_ended) == "events people people ");
  for (const Trigger trigger : {Trigger::people_registered, Trigger::people_attended,
                                Trigger::people_not_attended, Trigger::people_watched_replay}) {
    CHECK(types_of(trigger) == "events sessions ");
  }
}

TEST_CASE("included: a resource is written as if it were the data, without meta") {
  auto event = test::sample(Trigger::event_published);
  const auto alone = body_of(event)["data"];
  auto document = test::sample(Trigger::people_registered);
  document["event"] = event["event"];
  const auto included = body_of(document)["included"];
  auto expected = alone;
  expected.erase("meta");
  CHECK(included[0].dump() == expected.dump());
  CHECK(included[1]["attributes"]["event_id"] == included[0]["id"]);
}

TEST_CASE("included: each attendee has a connection link of their own") {
  const auto included = test::sample_body(Trigger::session_ended, kIncluded)["included"];
  const auto link_of = [&](std::size_t i) {
    return included[i]["attributes"]["registrant_detail"]["connection_link"].get<std::string>();
  };
  CHECK(link_of(1).find("noemie.garnier%2Bevents%40example.org") != std::string::npos);
  CHECK(link_of(2).find("tom.okafor%40example.org") != std::string::npos);
}

TEST_CASE("included: a person who is listed twice is included once, as listed first") {
  auto document = test::sample(Trigger::session_ended);
  auto again = document["attendees"][0];
  again["first_name"] = "Again";
  document["attendees"].push_back(again);
  const auto included = body_of(document)["included"];
  REQUIRE(included.size() == 3);
  CHECK(included[1]["attributes"]["first_name"] == document["attendees"][0]["first_name"]);
  CHECK(included[2]["id"] == document["attendees"][1]["id"]);
  document["attendees"] = ordered_json::array();
  CHECK(body_of(document)["included"].size() == 1);
}

TEST_CASE("included: a webhook chooses it for the family extended alone, and null takes it away") {
  const auto webhook_of = [](const std::string& members) {
    return parse_webhook(
        R"({"triggers":["session.started"],"url":"https://a.example/")" + members + "}",
        HttpTargets::refused);
  };
  for (const char* family : {"legacy", "standard", "cloudevents"}) {
    const std::string named = ",\"family\":\"" + std::string(family) + "\",\"included\":";
    CHECK(has_problem(webhook_of(named + "true").problems(), "/included", "conflicting-fields"));
    CHECK(webhook_of(named + "false").problems().empty());
    CHECK(webhook_of(named + "null").problems().empty());
  }
  CHECK(has_problem(webhook_of(R"(,"included":"yes")").problems(), "/included", "wrong-type"));
  const auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::session_started), Checking::strict).value();
  const auto body_of = [&](const std::string& members) {
    return render_request(occurrence, webhook_of(members).value(),
                          {.message_id = "msg_1", .attempted_at = 1})
        .value()
        .body;
  };
  CHECK(body_of(R"(,"included":true)").find("\"included\":[{") != std::string::npos);
  CHECK(body_of(R"(,"included":false)").find("included") == std::string::npos);
  CHECK(body_of(R"(,"included":true,"pick":["/included/*/type"])") ==
        R"({"included":[{"type":"events"}]})");
  CHECK(body_of(R"(,"included":true,"template":{"$eval":"body.included[0].type"})") ==
        "\"events\"");
}

TEST_CASE("included: every sample's body passes strict checking") {
  for (const TriggerFacts& trigger : triggers()) {
    CAPTURE(trigger.name);
    const auto problems =
        problems_of(test::sample_body(trigger.trigger, kIncluded), Checking::strict);
    CAPTURE(test::codes(problems));
    CHECK(problems.empty());
  }
}

TEST_CASE("included: resources are checked where they stand") {
  auto body = test::sample_body(Trigger::session_ended, kIncluded);
  body["included"][0]["attributes"]["estimated_duration"] = "45";
  body["included"][0]["links"] = ordered_json::object();
  body["included"][2]["attributes"].erase("email");
  body["included"].push_back(7);
  body["included"].push_back({{"id", "x"}});
  const auto problems = problems_of(body);
  CHECK(has_problem(problems, "/included/0/attributes/estimated_duration", "wrong-type"));
  CHECK(has_problem(problems, "/included/0/links", "unknown-field", Severity::warning));
  CHECK(has_problem(problems, "/included/2/attributes/email", "missing-field"));
  CHECK(has_problem(problems, "/included/3", "wrong-type"));
  CHECK(has_problem(problems, "/included/4", "wrong-type"));
  body["included"] = ordered_json::object();
  CHECK(has_problem(problems_of(body), "/included", "wrong-type"));
  body["included"] = nullptr;
  CHECK(problems_of(body).empty());
}

TEST_CASE("included: resources of other kinds are only remarked on, unless checking is strict") {
  for (const auto& [trigger, type] :
       {std::pair(Trigger::event_created, "events"), std::pair(Trigger::session_ended, "companies"),
        std::pair(Trigger::session_ended, "sessions")}) {
    auto body = test::sample_body(trigger, kIncluded);
    auto& included = body["included"];
    included.insert(included.begin(), ordered_json({{"type", type}, {"anything", 1}}));
    const auto problems = problems_of(body);
    CHECK(has_problem(problems, "/included/0/type", "unknown-value", Severity::warning));
    CHECK(problems.list().size() == 1);
    CHECK(has_problem(problems_of(body, Checking::strict), "/included/0/type", "unknown-value"));
  }
}

TEST_CASE("included: what is included agrees with the data") {
  auto body = test::sample_body(Trigger::session_ended, kIncluded);
  const std::string other = "00000000-0000-4000-8000-000000000000";
  auto& included = body["included"];
  included.insert(included.begin(), ordered_json::object({{"type", "companies"}}));
  included[1]["id"] = other;
  included[3]["attributes"]["registrant_detail"]["session_id"] = other;
  const auto problems = problems_of(body);
  CHECK(has_problem(problems, "/data/attributes/event_id", "id-mismatch", Severity::warning));
  CHECK(has_problem(problems, "/included/1/attributes/registration_link", "link-mismatch",
                    Severity::warning));
  CHECK(has_problem(problems, "/included/3/attributes/registrant_detail/session_id", "id-mismatch",
                    Severity::warning));
  CHECK(
      has_problem(problems_of(body, Checking::strict), "/data/attributes/event_id", "id-mismatch"));
  auto person = test::sample_body(Trigger::people_attended, kIncluded);
  person["included"][1]["id"] = other;
  CHECK(has_problem(problems_of(person), "/data/attributes/registrant_detail/session_id",
                    "id-mismatch", Severity::warning));
}

TEST_CASE("included: a list is as long as the limit and no longer") {
  auto body = test::sample_body(Trigger::event_created, kIncluded);
  body["included"] = ordered_json::array();
  for (std::size_t i = 0; i < kListItemsMax; ++i) {
    body["included"].push_back({{"type", "x"}});
  }
  CHECK_FALSE(has_problem(problems_of(body), "/included", "too-long"));
  body["included"].push_back({{"type", "x"}});
  CHECK(has_problem(problems_of(body), "/included", "too-long"));
}
