#include <string>
#include <vector>

#include "core/json/parser.hpp"
#include "core/json/problems_json.hpp"
#include "core/simulation/simulation.hpp"
#include "tests/differential/digest.hpp"
#include "tests/differential/functions.hpp"
#include "tests/inputs/mutation.hpp"

namespace hookstorm::test {
namespace {

/// One report in so many is written as a whole; of the others, what it is made of says enough.
constexpr std::size_t kWritten = 20;

constexpr const char* kSimulations[] = {
    R"({"traffic":[{"messages":1}],"endpoint":{"status":500},"seed":3})",
    R"({"traffic":[{"from":0,"to":100,"messages":5}],"horizon":86400,"endpoint":{"answer_ms":30,
        "phases":[{"from":10,"to":3600,"status":null},{"status":500,"percent":20}]},
        "retry":{"delays":[5,300,1800]}})",
    R"({"traffic":[{"to":0,"messages":8}],"concurrency":4,"ordered":true,"timeout":5,"rate_limit":{"requests":10,
        "seconds":1},"endpoint":{"answer_ms":4000,"rate_limit":{"requests":3,"seconds":60,
        "retry_after":90}},"retry":"livestorm","seed":7})",
    R"({"traffic":[{"messages":3},{"from":50,"to":60,"messages":2}],"endpoint":{"status":503,
        "retry_after":3600,"phases":[{"from":500,"status":410}]},"retry":{"first":1,"factor":3,
        "longest":60,"retries":6,"jitter":0},"disable_after":1,"horizon":1000000})"};

std::string shown(const SimulationReport& report) {
  std::string text;
  for (const std::size_t count : {report.messages, report.skipped, report.attempts,
                                  report.delivered, report.exhausted, report.throttlings}) {
    text += std::to_string(count) + " ";
  }
  for (const SimulatedAttempt& attempt : report.timeline) {
    text += std::to_string(attempt.at) + ":" + std::to_string(attempt.message) + ":" +
            std::to_string(attempt.status.value_or(0)) + ":" +
            std::to_string(attempt.progress.due_at) + " ";
  }
  return text;
}

std::string simulated(const std::string& text, bool is_written) {
  const auto document = json::parse(text);
  const auto simulation =
      document.ok() ? check_simulation(document.value()) : Result<Simulation>(document.problems());
  json::Writer writer;
  if (!simulation.ok()) {
    json::write_problems(writer, simulation.problems());
    return writer.take();
  }
  const SimulationReport report = simulate(simulation.value());
  if (!is_written) {
    return shown(report);
  }
  write_report(writer, report, simulation.value());
  return writer.take();
}

}  // namespace

void digest_simulations() {
  Random random(kSeed);
  Digest digest("simulate");
  std::vector<std::vector<std::string>> simulations;
  for (const char* simulation : kSimulations) {
    simulations.push_back(tokens_of(simulation));
  }
  for (int i = 0; i < kInputs; ++i) {
    const std::string text = with_tokens_changed(random, random.pick(simulations));
    digest.add(simulated(text, random.one_in(kWritten)));
  }
}

}  // namespace hookstorm::test
