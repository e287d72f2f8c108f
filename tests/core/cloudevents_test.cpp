// CloudEvents: what is built in both modes, what goes along in the request, and what is read back.
#include "core/family/cloudevents.hpp"

#include <doctest/doctest.h>

#include "core/occurrence/canonical.hpp"
#include "core/reader/reader.hpp"
#include "core/request/request.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;
using nlohmann::ordered_json;
using test::has_problem;

namespace {

constexpr BodyForm kStructured = {.family = Family::cloudevents};
constexpr BodyForm kBinary = {.family = Family::cloudevents, .content_mode = ContentMode::binary};

Body built(const Occurrence& occurrence, const BodyForm& form,
           std::string_view message_id = "msg_1") {
  return build_body(occurrence, form, {.webhook_id = "w", .message_id = message_id}).value();
}

std::string records_of(const Occurrence& occurrence) {
  json::Writer writer;
  writer.value(canonical_records(occurrence));
  return writer.take();
}

std::string headers_of(const std::vector<Header>& headers) {
  std::string lines;
  for (const Header& header : headers) {
    lines += header.name + ": " + header.value + "\n";
  }
  return lines;
}

Request rendered(const std::string& members, Trigger trigger = Trigger::session_started) {
  const auto webhook = parse_webhook(
      R"({"triggers":["session.started"],"url":"https://a.example/","family":"cloudevents")" +
          members + "}",
      HttpTargets::refused);
  CAPTURE(test::codes(webhook.problems()));
  REQUIRE(webhook.ok());
  const auto occurrence = parse_occurrence(sample_occurrence(trigger), Checking::strict);
  const auto request = render_request(occurrence.value(), webhook.value(),
                                      {.message_id = "msg_1", .attempted_at = 1614265330999});
  CAPTURE(test::codes(request.problems()));
  REQUIRE(request.ok());
  return request.value();
}

bool has_attribute_header(const Request& request) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [](const Header& header) { return header.name.rfind("ce-", 0) == 0; });
}

std::string_view content_type_of(const Request& request) {
  return request.headers[2].value;
}

Problems problems_of(const ordered_json& body, Checking checking = Checking::lenient) {
  return read_body(body.dump(), checking).problems();
}

}  // namespace

TEST_CASE("cloudevents: in structured mode the attributes stand around the canonical records") {
  for (const TriggerFacts& trigger : triggers()) {
    CAPTURE(trigger.name);
    const auto occurrence =
        parse_occurrence(sample_occurrence(trigger.trigger), Checking::strict).value();
    const Body body = built(occurrence, kStructured);
    const auto document = ordered_json::parse(body.text);
    const Record& origin = occurrence.event ? *occurrence.event : *occurrence.job;
    const std::string source(origin.text("id"));
    CHECK(body.content_type == "application/cloudevents+json");
    CHECK(body.headers.empty());
    CHECK(body.text ==
          R"({"specversion":"1.0","id":"msg_1","source":"urn:uuid:)" + source + R"(","type":")" +
              std::string(trigger.name) + R"(","subject":)" + document["subject"].dump() +
              R"(,"time":")" + format_timestamp(occurrence.occurred_at) +
              R"(","datacontenttype":"application/json","data":)" + records_of(occurrence) + "}");
  }
}

TEST_CASE("cloudevents: in binary mode the same attributes are headers, and the data is the body") {
  for (const TriggerFacts& trigger : triggers()) {
    CAPTURE(trigger.name);
    const auto occurrence =
        parse_occurrence(sample_occurrence(trigger.trigger), Checking::strict).value();
    const Body body = built(occurrence, kBinary);
    CHECK(body.content_type == "application/json");
    CHECK(body.text == records_of(occurrence));
    std::string expected;
    const auto structured = ordered_json::parse(built(occurrence, kStructured).text);
    for (const auto& [name, value] : structured.items()) {
      if (name != "datacontenttype" && name != "data") {
        expected += "ce-" + name + ": " + value.get<std::string>() + "\n";
      }
    }
    CHECK(headers_of(body.headers) == expected);
  }
}

TEST_CASE("cloudevents: the subject is what it happened to, within the event as its source") {
  const auto attended = test::sample_body(Trigger::people_attended, kStructured);
  CHECK(attended["subject"] == attended["data"]["person"]["id"]);
  CHECK(attended["source"] == "urn:uuid:" + attended["data"]["event"]["id"].get<std::string>());
  const auto ended = test::sample_body(Trigger::session_ended, kStructured);
  CHECK(ended["subject"] == ended["data"]["session"]["id"]);
  const auto job = test::sample_body(Trigger::job_ended, kStructured);
  CHECK(job["source"] == "urn:uuid:" + job["subject"].get<std::string>());
}

TEST_CASE("cloudevents: a header's value is percent-encoded, the body's is not") {
  const auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::job_ended), Checking::strict).value();
  CHECK(built(occurrence, kBinary, "a \"\xC3\xA9\"%\r\n").headers[1].value ==
        "a%20%22%C3%A9%22%25%0D%0A");
  CHECK(ordered_json::parse(built(occurrence, kStructured, "a \xC3\xA9%").text)["id"] ==
        "a \xC3\xA9%");
}

TEST_CASE("cloudevents: a request says by its content type and headers which mode it is in") {
  const Request structured = rendered("");
  CHECK(content_type_of(structured) == "application/cloudevents+json");
  CHECK_FALSE(has_attribute_header(structured));
  CHECK(rendered(R"(,"content_mode":"structured")").body == structured.body);
  const Request binary = rendered(R"(,"content_mode":"binary","headers":{"X-Team":"live"})");
  CHECK(content_type_of(binary) == "application/json");
  REQUIRE(binary.headers.size() == 13);
  CHECK(binary.headers[5].name == "webhook-timestamp");
  CHECK(binary.headers[6].name == "ce-specversion");
  CHECK(binary.headers[7].value == "msg_1");
  CHECK(binary.headers[11].name == "ce-time");
  CHECK(binary.headers[12].name == "X-Team");
  CHECK(binary.headers[3].value == std::to_string(binary.body.size()));
}

TEST_CASE("cloudevents: a pick is of the mode's own body, whose headers stay") {
  const Request binary = rendered(R"(,"content_mode":"binary","pick":["/event/title"])");
  CHECK(binary.body == R"({"event":{"title":"Product tour: what is new this autumn"}})");
  CHECK(has_attribute_header(binary));
  const Request structured = rendered(R"(,"pick":["/type","/data/event/title"])");
  CHECK(structured.body == R"({"type":"session.started","data":{"event":{"title":)"
                           R"("Product tour: what is new this autumn"}}})");
}

TEST_CASE("cloudevents: what a template gives is no CloudEvent, and none of its headers go along") {
  const Request binary =
      rendered(R"(,"content_mode":"binary","template":{"t":{"$eval":"body.event.title"}})");
  CHECK(binary.body == R"({"t":"Product tour: what is new this autumn"})");
  CHECK_FALSE(has_attribute_header(binary));
  CHECK(content_type_of(binary) == "application/json");
  const Request structured = rendered(R"(,"template":{"t":{"$eval":"body.id"}})");
  CHECK(structured.body == R"({"t":"msg_1"})");
  CHECK(content_type_of(structured) == "application/json");
}

TEST_CASE(
    "cloudevents: a content mode is one of two, for this family alone, and null takes it away") {
  const auto problems_of = [](const std::string& members) {
    return parse_webhook(
               R"({"triggers":["event.created"],"url":"https://a.example/",)" + members + "}",
               HttpTargets::refused)
        .problems();
  };
  for (const char* family : {"extended", "legacy", "standard"}) {
    const std::string named = "\"family\":\"" + std::string(family) + "\",\"content_mode\":";
    CHECK(has_problem(problems_of(named + "\"binary\""), "/content_mode", "conflicting-fields"));
    CHECK(
        has_problem(problems_of(named + "\"structured\""), "/content_mode", "conflicting-fields"));
    CHECK(problems_of(named + "null").empty());
  }
  CHECK(has_problem(problems_of(R"("content_mode":"binary")"), "/content_mode",
                    "conflicting-fields"));
  const std::string named = R"("family":"cloudevents","content_mode":)";
  CHECK(problems_of(named + "\"binary\"").empty());
  CHECK(has_problem(problems_of(named + "\"batched\""), "/content_mode", "unknown-content-mode"));
  CHECK(has_problem(problems_of(named + "true"), "/content_mode", "wrong-type"));
  CHECK(has_problem(problems_of(named + R"("binary","headers":{"Ce-Id":"x"})"), "/headers/Ce-Id",
                    "reserved-header"));
}

TEST_CASE("cloudevents: a structured body is recognised, and tells its message and moment") {
  const auto body = test::sample_body(Trigger::job_ended, kStructured);
  const auto read = read_body(body.dump(), Checking::strict);
  REQUIRE(read.ok());
  CHECK(read.value().family == Family::cloudevents);
  CHECK(read.value().trigger == Trigger::job_ended);
  CHECK(read.value().message_id == "msg_1");
  CHECK(read.value().occurred_at == parse_timestamp(body["time"].get<std::string>()));
}

TEST_CASE("cloudevents: what a broker adds or leaves out is let through, wrong values are not") {
  auto body = test::sample_body(Trigger::session_ended, kStructured);
  body["traceparent"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  body.erase("datacontenttype");
  CHECK(has_problem(problems_of(body), "/traceparent", "unknown-field", Severity::warning));
  CHECK_FALSE(problems_of(body).has_errors());
  CHECK(has_problem(problems_of(body, Checking::strict), "/datacontenttype", "missing-field"));
  body["specversion"] = "0.3";
  body["datacontenttype"] = "text/xml";
  for (const char* path : {"/specversion", "/datacontenttype"}) {
    CHECK(has_problem(problems_of(body), path, "unknown-value", Severity::warning));
    CHECK(has_problem(problems_of(body, Checking::strict), path, "unknown-value"));
  }
  body["time"] = 1'788'594'330;
  body["data"]["session"]["started_at"] = 0;
  body["data"]["attendees"][0]["registrant_detail"]["session_id"] =
      "00000000-0000-4000-8000-000000000000";
  const auto problems = problems_of(body);
  CHECK(has_problem(problems, "/time", "wrong-type"));
  CHECK(has_problem(problems, "/data/session/started_at", "wrong-type"));
  CHECK(has_problem(problems, "/data/attendees/0/registrant_detail/session_id", "id-mismatch",
                    Severity::warning));
  for (const char* member : {"id", "source", "subject", "time", "data"}) {
    auto other = test::sample_body(Trigger::session_ended, kStructured);
    other.erase(member);
    CHECK(has_problem(problems_of(other), "/" + std::string(member), "missing-field"));
  }
}

TEST_CASE("cloudevents: another sender's event, and data alone, are no known bodies") {
  CHECK(has_problem(problems_of({{"specversion", "1.0"}, {"type", "com.example.paid"}}), "/type",
                    "unknown-body"));
  const auto problems = problems_of(test::sample_body(Trigger::session_ended, kBinary));
  REQUIRE(has_problem(problems, "", "unknown-body"));
  CHECK(problems.list().front().message.find("ce-type") != std::string::npos);
}
