#include "core/simulation/simulation.hpp"

#include <doctest/doctest.h>

#include "core/json/parser.hpp"
#include "tests/core/checks.hpp"
#include "tests/inputs/random.hpp"

using namespace hookstorm;

namespace {

using Json = nlohmann::ordered_json;

Result<Simulation> check(const Json& input) {
  const std::string text = input.dump();
  return check_simulation(json::parse(text).value());
}

SimulationReport simulated(const Json& input) {
  const auto simulation = check(input);
  CAPTURE(test::codes(simulation.problems()));
  REQUIRE(simulation.ok());
  return simulate(simulation.value());
}

Json written(const Json& input) {
  const Simulation simulation = check(input).value();
  json::Writer writer;
  write_report(writer, simulate(simulation), simulation);
  return Json::parse(writer.take());
}

void refuses(const Json& input, const std::string& path, const std::string& code) {
  CAPTURE(input.dump());
  const auto simulation = check(input);
  CAPTURE(test::codes(simulation.problems()));
  CHECK(test::has_problem(simulation.problems(), path, code));
}

Json one_message(const Json& endpoint) {
  return {{"traffic", {{{"messages", 1}}}},
          {"retry", {{"delays", {10, 20, 30}}, {"jitter", 0}}},
          {"endpoint", endpoint}};
}

std::vector<DurationMilliseconds> starts(const SimulationReport& report) {
  std::vector<DurationMilliseconds> list;
  for (const SimulatedAttempt& attempt : report.timeline) {
    list.push_back(attempt.at);
  }
  return list;
}

}  // namespace

TEST_CASE("simulation: a sound endpoint gets each message once, at once") {
  const SimulationReport report =
      simulated({{"traffic", {{{"from", 10}, {"to", 110}, {"messages", 100}}}}, {"horizon", 3600}});
  CHECK(report.messages == 100);
  CHECK(report.attempts == 100);
  CHECK(report.delivered == 100);
  CHECK(report.pending == 0);
  CHECK(report.ended_at == 3'600'000);
  CHECK(report.timeline[0].at == 10'000);
  CHECK(report.timeline[99].at == 109'000);
  CHECK(report.delays == std::vector<DurationMilliseconds>(100, 100));
  CHECK(report.health.empty());
}

TEST_CASE("simulation: while the endpoint is down, attempts come by the policy") {
  const Json down = {{{"from", 0}, {"to", 35}, {"status", nullptr}, {"answer_ms", 0}}};
  const SimulationReport report = simulated(one_message({{"answer_ms", 0}, {"phases", down}}));
  CHECK(starts(report) == std::vector<DurationMilliseconds>{0, 10'000, 30'000, 60'000});
  CHECK_FALSE(report.timeline[2].status);
  CHECK(report.timeline[2].progress.due_at == 60'000);
  CHECK(report.timeline[3].status == 200);
  CHECK(report.delivered == 1);
  CHECK(report.delays == std::vector<DurationMilliseconds>{60'000});
}

TEST_CASE("simulation: an answer that is slower than the timeout is none") {
  Json input = one_message({{"answer_ms", 5'000}});
  input["timeout"] = 5;
  const SimulationReport late = simulated(input);
  CHECK(late.exhausted == 1);
  CHECK(late.attempts == 4);
  CHECK_FALSE(late.timeline[0].status);
  CHECK(late.timeline[0].ended_at == 5'000);
  CHECK(starts(late)[1] == 15'000);
  input["endpoint"]["answer_ms"] = 4'999;
  CHECK(simulated(input).delivered == 1);
}

TEST_CASE("simulation: 410 disables, what is pending waits, and what comes later is skipped") {
  const Json gone = {{{"from", 50}, {"status", 410}}};
  const SimulationReport report = simulated({{"traffic", {{{"to", 100}, {"messages", 10}}}},
                                             {"horizon", 1000},
                                             {"endpoint", {{"phases", gone}}}});
  CHECK(report.delivered == 5);
  CHECK(report.pending == 1);
  CHECK(report.skipped == 4);
  CHECK(report.attempts == 6);
  REQUIRE(report.health.size() == 1);
  CHECK(report.health[0].health.disabled == DisabledReason::gone);
  CHECK(report.health[0].at == 50'100);
}

TEST_CASE("simulation: an endpoint that limits is left alone as long as it asks for") {
  const SimulationReport report = simulated(
      {{"traffic", {{{"to", 0}, {"messages", 20}}}},
       {"concurrency", 1},
       {"horizon", 600},
       {"retry", {{"delays", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}}, {"jitter", 0}}},
       {"endpoint", {{"answer_ms", 0}, {"rate_limit", {{"requests", 5}, {"seconds", 60}}}}}});
  CHECK(report.delivered == 20);
  CHECK(report.throttlings == 3);
  CHECK(report.attempts == 23);
  for (const SimulatedAttempt& attempt : report.timeline) {
    CHECK(attempt.at % 60'000 == 0);
  }
}

TEST_CASE("simulation: the webhook's own rate limit spares it the endpoint's") {
  const SimulationReport report = simulated(
      {{"traffic", {{{"to", 0}, {"messages", 20}}}},
       {"rate_limit", {{"requests", 5}, {"seconds", 60}}},
       {"horizon", 600},
       {"endpoint", {{"answer_ms", 0}, {"rate_limit", {{"requests", 5}, {"seconds", 60}}}}}});
  CHECK(report.delivered == 20);
  CHECK(report.attempts == 20);
  CHECK(report.throttlings == 0);
  CHECK(report.timeline[19].at == 19 * 12'000);
}

TEST_CASE("simulation: days of nothing but failure disable, one message alone never does") {
  const Json down = {{"status", nullptr}};
  Json input = {{"traffic", {{{"messages", 30}}}}, {"horizon", 86400 * 15}, {"endpoint", down}};
  const SimulationReport many = simulated(input);
  REQUIRE(many.health.size() == 1);
  CHECK(many.health[0].health.disabled == DisabledReason::failing);
  CHECK(many.health[0].at >= DisablingRule::kPeriodDefault);
  CHECK(many.skipped > 0);
  input["traffic"][0]["messages"] = 1;
  CHECK(simulated(input).health.empty());
  input["traffic"][0]["messages"] = 30;
  input["disable_after"] = 2;
  CHECK(simulated(input).health[0].at < many.health[0].at);
}

TEST_CASE("simulation: a share of errors is near the share asked for, and the same every time") {
  Json input = {{"traffic", {{{"messages", 10'000}}}},
                {"retry", {{"delays", Json::array()}}},
                {"endpoint", {{"phases", {{{"percent", 20}, {"status", 500}}}}}}};
  const SimulationReport report = simulated(input);
  CHECK(report.exhausted > 1'800);
  CHECK(report.exhausted < 2'200);
  CHECK(simulated(input).exhausted == report.exhausted);
  input["seed"] = 2;
  CHECK(simulated(input).exhausted != report.exhausted);
}

TEST_CASE("simulation: it ends at the most attempts, and says so") {
  Json input = {{"traffic", {{{"to", 0}, {"messages", 10'000}}}},
                {"retry", {{"first", 1}, {"factor", 1}, {"retries", 20}}},
                {"endpoint", {{"status", 500}}}};
  const SimulationReport report = simulated(input);
  CHECK(report.attempts == kSimulatedAttemptsMax);
  CHECK(report.ended_at < kHorizonSecondsDefault * 1000);
  CHECK(report.timeline.size() == kTimelineMax);
  CHECK(written(input)["is_complete"] == false);
}

TEST_CASE("simulation: no message is lost, and none is delivered twice") {
  constexpr std::uint64_t kSeed = 20261125;
  CAPTURE(kSeed);
  test::Random random(kSeed);
  for (int round = 0; round < 300; ++round) {
    Json phases = Json::array();
    for (std::size_t i = random.below(4); i > 0; --i) {
      const Json statuses = {nullptr, 500, 503, 429, 302, 200};
      phases.push_back({{"from", random.below(5'000)},
                        {"percent", 1 + random.below(100)},
                        {"status", statuses[random.below(statuses.size())]},
                        {"answer_ms", random.below(20'000)}});
    }
    Json input = {{"traffic", {{{"to", random.below(10'000)}, {"messages", 1 + random.below(40)}}}},
                  {"seed", random.below(1'000)},
                  {"horizon", 1 + random.below(1'000'000)},
                  {"concurrency", 1 + random.below(32)},
                  {"endpoint", {{"phases", phases}}}};
    if (random.one_in(2)) {
      input["rate_limit"] = {{"requests", 1 + random.below(10)}, {"seconds", 1 + random.below(10)}};
    }
    CAPTURE(input.dump());
    const SimulationReport report = simulated(input);
    REQUIRE(report.messages ==
            report.skipped + report.delivered + report.exhausted + report.pending);
    REQUIRE(report.delays.size() == report.delivered);
    std::size_t attempts = 0;
    std::size_t delivered = 0;
    for (const SimulatedSpan& span : report.spans) {
      attempts += span.attempts;
      delivered += span.delivered;
      REQUIRE(span.pending_last <= span.pending_most);
    }
    REQUIRE(attempts == report.attempts);
    REQUIRE(delivered == report.delivered);
    REQUIRE(report.spans.back().pending_last == report.pending);
    std::vector<bool> ended(report.messages + 1);
    for (const SimulatedAttempt& attempt : report.timeline) {
      REQUIRE_FALSE(ended[attempt.message]);
      ended[attempt.message] = attempt.progress.state != DeliveryState::pending;
    }
  }
}

TEST_CASE("simulation: the report tells counts, delays, health, spans and the timeline") {
  const Json report = written(
      {{"traffic", {{{"to", 0}, {"messages", 2}}}},
       {"horizon", 100},
       {"concurrency", 1},
       {"retry", {{"delays", {5}}, {"jitter", 0}}},
       {"endpoint",
        {{"answer_ms", 0}, {"phases", {{{"to", 1}, {"status", 503}, {"retry_after", 7}}}}}}});
  CHECK(report["messages"] == 2);
  CHECK(report["attempts"] == 3);
  CHECK(report["throttlings"] == 1);
  CHECK(report["is_complete"] == true);
  CHECK(report["ended_ms"] == 100'000);
  CHECK(report["delays_ms"] ==
        Json{{"median", 7'000}, {"p90", 7'000}, {"p99", 7'000}, {"longest", 7'000}});
  CHECK(report["health"].dump() ==
        R"([{"at_ms":0,"state":"throttled","until_ms":7000},{"at_ms":7000,"state":"healthy"}])");
  CHECK(report["spans"].size() == kSpans);
  CHECK(
      report["spans"][0].dump() ==
      R"({"from_ms":0,"to_ms":1000,"attempts":1,"delivered":0,"pending_most":2,"pending_last":2})");
  CHECK(report["spans"][6]["pending_most"] == 2);
  CHECK(report["spans"][7]["delivered"] == 2);
  CHECK(report["spans"][99]["pending_most"] == 0);
  CHECK(
      report["timeline"][0].dump() ==
      R"({"at_ms":0,"ended_ms":0,"message":1,"attempt":1,"status":503,"state":"pending","due_ms":7000})");
  CHECK(
      report["timeline"][1].dump() ==
      R"({"at_ms":7000,"ended_ms":7000,"message":1,"attempt":2,"status":200,"state":"delivered"})");
}

TEST_CASE("simulation: every problem of its input comes at once, at its place") {
  refuses(Json::array(), "", "wrong-type");
  refuses(Json::object(), "/traffic", "missing-field");
  refuses({{"traffic", {{{"from", 1}}}}}, "/traffic/0/messages", "missing-field");
  refuses({{"traffic", {{{"from", 5}, {"to", 4}, {"messages", 1}}}}}, "/traffic/0/to",
          "out-of-range");
  refuses({{"traffic", {{{"messages", 6'000}}, {{"messages", 4'001}}}}}, "/traffic", "too-many");
  refuses({{"traffic", {1}}}, "/traffic/0", "wrong-type");
  const Json one = {{{"messages", 1}}};
  refuses({{"traffic", one}, {"horizon", 0}}, "/horizon", "out-of-range");
  refuses({{"traffic", one}, {"horizon", kHorizonSecondsMax + 1}}, "/horizon", "out-of-range");
  refuses({{"traffic", one}, {"retry", "none"}}, "/retry", "unknown-retry-policy");
  refuses({{"traffic", one}, {"timeuot", 1}}, "/timeuot", "unknown-field");
  refuses({{"traffic", one}, {"endpoint", 1}}, "/endpoint", "wrong-type");
  const Json wrong = {{"status", 99},
                      {"rate_limit", {{"requests", 0}}},
                      {"phases", {{{"percent", 101}, {"until", 5}}}}};
  const Json input = {{"traffic", one}, {"endpoint", wrong}};
  refuses(input, "/endpoint/status", "out-of-range");
  refuses(input, "/endpoint/rate_limit/requests", "out-of-range");
  refuses(input, "/endpoint/rate_limit/seconds", "missing-field");
  refuses(input, "/endpoint/phases/0/percent", "out-of-range");
  refuses(input, "/endpoint/phases/0/until", "unknown-field");
  refuses(input, "/endpoint/phases/0/status", "missing-field");
  const Json phase = {{"status", 500}};
  CHECK(check({{"traffic", one}, {"endpoint", {{"phases", Json(kTrafficMax, phase)}}}}).ok());
  refuses({{"traffic", one}, {"endpoint", {{"phases", Json(kTrafficMax + 1, phase)}}}},
          "/endpoint/phases", "too-many");
  CHECK(check({{"traffic", {{{"messages", kSimulatedMessagesMax}}}}}).ok());
}
