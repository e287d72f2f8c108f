// What check_simulation takes, simulate runs to an end within its bounds, and no message is lost.
#include "core/json/parser.hpp"
#include "core/simulation/simulation.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = json::parse(fuzz::text_of(data, size));
  if (!document.ok()) {
    return 0;
  }
  const auto simulation = check_simulation(document.value());
  require(simulation.ok() || simulation.problems().has_errors(), "a refusal says why");
  if (!simulation.ok()) {
    return 0;
  }
  const SimulationReport report = simulate(simulation.value());
  require(report.messages == report.skipped + report.delivered + report.exhausted + report.pending,
          "every message is somewhere");
  require(report.attempts <= kSimulatedAttemptsMax, "attempts are bounded");
  require(report.timeline.size() <= kTimelineMax, "the timeline is bounded");
  require(report.delays.size() == report.delivered, "each delivery has its delay");
  json::Writer writer;
  write_report(writer, report, simulation.value());
  require(json::parse(writer.take()).ok(), "the report is JSON");
  return 0;
}
