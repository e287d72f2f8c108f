#include "core/replay/replay.hpp"

#include <doctest/doctest.h>

#include "core/replay/delivery_log.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kId = "b836c804-8696-4946-a8c8-ece61da0ecd6";

Json configuration(const Json& changes = Json::object()) {
  Json document = {{"id", kId},
                   {"triggers", {"people.registered"}},
                   {"url", "https://a.example/in"},
                   {"headers", {{"X-One", "1"}}}};
  document.update(changes);
  return document;
}

Webhook webhook_with(const Json& changes = Json::object()) {
  auto webhook = parse_webhook(configuration(changes).dump(), HttpTargets::refused);
  REQUIRE_MESSAGE(webhook.ok(), test::codes(webhook.problems()));
  return std::move(webhook.value());
}

std::string log_of(std::optional<Match> skip = std::nullopt,
                   Trigger trigger = Trigger::people_registered) {
  const Webhook webhook = webhook_with({{"secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}});
  LogEntry entry;
  entry.message_id = "msg_1";
  entry.accepted_at = 1'700'000'000'000;
  entry.occurrence = sample_occurrence(trigger);
  entry.webhook = &webhook;
  entry.state = DeliveryState::delivered;
  entry.skip = std::move(skip);
  LoggedAttempt failed;
  failed.attempted_at = 1'700'000'000'500;
  failed.failure = "refused";
  LoggedAttempt delivered;
  delivered.number = 2;
  delivered.attempted_at = 1'700'000'005'500;
  delivered.status = 200;
  entry.attempts = {failed, delivered};
  return log_line(entry);
}

std::string with(const Json& changes) {
  Json line = Json::parse(log_of());
  line.update(changes);
  return line.dump();
}

const Difference* difference_at(const Differences& differences, std::string_view part,
                                std::string_view at) {
  for (const Difference& difference : differences.list) {
    if (difference.part == part && difference.at == at) {
      return &difference;
    }
  }
  return nullptr;
}

Request request_of(std::string body) {
  return {.method = "POST", .url = "https://a.example/", .headers = {}, .body = std::move(body)};
}

Differences of_bodies(std::string was, std::string now) {
  return differences_between(request_of(std::move(was)), request_of(std::move(now)));
}

bool is_bad(const std::string& line, std::string_view path, std::string_view code) {
  const ReplayedLine replayed = replay_line(line, webhook_with());
  INFO(test::codes(replayed.problems));
  return replayed.verdict == ReplayVerdict::bad_line &&
         test::has_problem(replayed.problems, path, code);
}

}  // namespace

TEST_CASE("delivery log: a line holds the occurrence byte for byte, and no secret") {
  const Json line = Json::parse(log_of());
  CHECK(line["occurrence"] == sample_occurrence(Trigger::people_registered));
  CHECK(line["attempts"][1]["attempted_at"] == "2023-11-14T22:13:25.500Z");
  CHECK(line.dump().find("whsec_") == std::string::npos);
  const auto read = parse_log_line(log_of());
  REQUIRE(read.ok());
  CHECK(read.value().attempted_at == 1'700'000'005'500);
}

TEST_CASE("replay: the webhook as it was gives the same, at the last attempt's moment") {
  const ReplayedLine replayed = replay_line(log_of(), webhook_with());
  CHECK(replayed.verdict == ReplayVerdict::same);
  CHECK(replayed.differences.empty());
  const auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::people_registered), Checking::strict);
  const auto sent = render_request(occurrence.value(), webhook_with(),
                                   {.message_id = "msg_1", .attempted_at = 1'700'000'005'500});
  REQUIRE(replayed.was.has_value());
  CHECK(replayed.was->body == sent.value().body);
  CHECK(differences_between(*replayed.was, sent.value()).empty());
}

TEST_CASE(
    "replay: an edited webhook without an id takes that of each line, one with an id only its "
    "own") {
  Webhook unnamed = webhook_with();
  unnamed.id.clear();
  CHECK(replay_line(log_of(), unnamed).verdict == ReplayVerdict::same);
  const Webhook other = webhook_with({{"id", "00000000-0000-0000-0000-000000000001"}});
  CHECK(replay_line(log_of(), other).verdict == ReplayVerdict::other_webhook);
}

TEST_CASE("replay: differences stand at the url, the header's name and the pointer into the body") {
  const ReplayedLine replayed =
      replay_line(log_of(), webhook_with({{"url", "https://b.example/"},
                                          {"headers", {{"X-One", "2"}, {"X-Two", "3"}}},
                                          {"pick", {"/data/id"}}}));
  CHECK(replayed.verdict == ReplayVerdict::different);
  CHECK(difference_at(replayed.differences, "url", "")->now == "https://b.example/");
  CHECK(difference_at(replayed.differences, "header", "X-One")->was == "1");
  CHECK_FALSE(difference_at(replayed.differences, "header", "X-Two")->was);
  const Difference* type = difference_at(replayed.differences, "body", "/data/type");
  REQUIRE(type != nullptr);
  CHECK(type->was == "\"people\"");
  CHECK_FALSE(type->now);
}

TEST_CASE("replay: filter, trigger and being enabled decide, and say why") {
  const ReplayedLine rejected =
      replay_line(log_of(), webhook_with({{"filter", "event.language == 'xx'"}}));
  CHECK(rejected.verdict == ReplayVerdict::no_longer_sent);
  CHECK(rejected.match.skipped == SkipReason::filter);
  CHECK(replay_line(log_of(), webhook_with({{"enabled", false}})).match.skipped ==
        SkipReason::disabled);
  CHECK(replay_line(log_of(), webhook_with({{"triggers", {"job.ended"}}})).match.skipped ==
        SkipReason::trigger);
}

TEST_CASE(
    "replay: a skip is newly sent where the edited webhook takes it, and not sent otherwise") {
  const std::string skip = log_of(Match{.skipped = SkipReason::disabled, .explanation = {}});
  CHECK(Json::parse(skip)["reason"] == "disabled");
  const ReplayedLine sent = replay_line(skip, webhook_with());
  CHECK(sent.verdict == ReplayVerdict::newly_sent);
  CHECK_FALSE(sent.was);
  CHECK(sent.now.has_value());
  CHECK(replay_line(skip, webhook_with({{"enabled", false}})).verdict == ReplayVerdict::not_sent);
}

TEST_CASE("replay: what cannot be rendered is told with its problems") {
  const ReplayedLine failed =
      replay_line(log_of(), webhook_with({{"template", {{"x", "${event.nothing}"}}}}));
  CHECK(failed.verdict == ReplayVerdict::not_renderable);
  CHECK(failed.problems.has_errors());
}

TEST_CASE("replay: every bad line says what is wrong with it, and where") {
  CHECK(is_bad("{", "", "invalid-json"));
  CHECK(is_bad("[]", "", "wrong-type"));
  CHECK(is_bad("{}", "/occurrence", "missing-field"));
  CHECK(is_bad(with({{"type", "attempt"}}), "/type", "unknown-type"));
  CHECK(is_bad(with({{"checking", "lax"}}), "/checking", "unknown-checking"));
  CHECK(is_bad(with({{"message_id", "a.b"}}), "/message_id", "invalid-message-id"));
  CHECK(is_bad(with({{"accepted_at", "now"}}), "/accepted_at", "invalid-moment"));
  CHECK(is_bad(with({{"attempts", {1}}}), "/attempts/0/attempted_at", "missing-field"));
  CHECK(is_bad(with({{"webhook", {{"url", "https://a.example/"}}}}), "/webhook/triggers",
               "missing-field"));
  CHECK(is_bad(with({{"occurrence", "{"}}), "/occurrence", "invalid-json"));
  CHECK(is_bad(with({{"occurrence", "{}"}}), "/occurrence/trigger", "missing-field"));
}

TEST_CASE("replay: a line of the largest size is read, a larger one is not") {
  const std::string line = log_of();
  const std::string padding(kLogLineBytesMax - line.size(), ' ');
  CHECK(replay_line(line + padding, webhook_with()).verdict == ReplayVerdict::same);
  CHECK(is_bad(line + padding + " ", "", "too-large"));
}

TEST_CASE(
    "replay: the report counts every line that is not empty, and tells of those that matter") {
  const std::string log =
      log_of() + "\n\n" + "nonsense\n" + log_of(std::nullopt, Trigger::job_ended);
  const Json report = Json::parse(replay_log(log, webhook_with(), {}));
  CHECK(report["counts"]["lines"] == 3);
  CHECK(report["counts"]["same"] == 1);
  CHECK(report["counts"]["bad-line"] == 1);
  CHECK(report["counts"]["no-longer-sent"] == 1);
  CHECK(report["lines"].size() == 2);
  CHECK(report["lines"][0]["line"] == 3);
  CHECK(report["lines"][1]["reason"] == "trigger");
  const Json with_requests = Json::parse(replay_log(log_of(), webhook_with(), {.requests = true}));
  CHECK(with_requests["lines"][0]["was"] == with_requests["lines"][0]["now"]);
}

TEST_CASE("replay: a report tells of so many lines, and counts the others") {
  std::string log;
  for (std::size_t i = 0; i < kReplayLinesShownMax; ++i) {
    log += "x\n";
  }
  CHECK(Json::parse(replay_log(log, webhook_with(), {}))["omitted"] == 0);
  const Json report = Json::parse(replay_log(log + "x", webhook_with(), {}));
  CHECK(report["omitted"] == 1);
  CHECK(report["lines"].size() == kReplayLinesShownMax);
  CHECK(report["counts"]["bad-line"] == kReplayLinesShownMax + 1);
}

TEST_CASE(
    "replay: bodies are compared by member and item, whatever their order; other bytes still "
    "differ") {
  const Differences changed =
      of_bodies(R"({"a":1,"b":[1,2],"c/d":{}})", R"({"b":[1,3,4],"c/d":[],"a":1})");
  CHECK(difference_at(changed, "body", "/b/1")->now == "3");
  CHECK(difference_at(changed, "body", "/b/2")->now == "4");
  CHECK(difference_at(changed, "body", "/c~1d")->now == "[]");
  CHECK(changed.list.size() == 3);
  const Differences reordered = of_bodies(R"({"a":1,"b":2})", R"({"b":2,"a":1})");
  REQUIRE(reordered.list.size() == 1);
  CHECK(reordered.list.front().was == R"(a":1,"b":2})");
  // The first byte that differs lies within a character.
  CHECK(of_bodies("\xC3\xA9", "\xC3\xA8").list.front().was == "\xC3\xA9");
}

TEST_CASE("replay: so many differences are told, cut to so many bytes") {
  const auto list_of = [](std::size_t size, int item) {
    return Json(std::vector<int>(size, item)).dump();
  };
  const Differences most = of_bodies(list_of(kDifferencesMax, 1), list_of(kDifferencesMax, 2));
  CHECK(most.list.size() == kDifferencesMax);
  CHECK_FALSE(most.has_more);
  const Differences more =
      of_bodies(list_of(kDifferencesMax + 1, 1), list_of(kDifferencesMax + 1, 2));
  CHECK(more.list.size() == kDifferencesMax);
  CHECK(more.has_more);
  const Differences longs = of_bodies("\"" + std::string(kShownBytesMax, 'x') + "\"", "1");
  CHECK(longs.list.front().was == "\"" + std::string(kShownBytesMax - 1, 'x') + "…");
}
