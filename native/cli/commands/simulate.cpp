// `hookstorm simulate`: what would happen to a webhook's deliveries over a supposed endpoint.
#include <algorithm>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "core/json/parser.hpp"
#include "core/simulation/simulation.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/input.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/engine/simulation_answer.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  std::string file;
  bool json = false;
};

constexpr std::size_t kAttemptsShown = 40;
constexpr std::size_t kChangesShown = 20;
constexpr std::size_t kBarsMax = 25;
constexpr std::size_t kBarWidth = 40;

Result<Simulation> read_simulation(const std::string& file) {
  const Result<std::string> text = read_input(file);
  if (!text.ok()) {
    return Result<Simulation>(text.problems());
  }
  const Result<json::Value> document = json::parse(text.value());
  return document.ok() ? check_simulation(document.value())
                       : Result<Simulation>(document.problems());
}

/// `2d 03:04:05.678`, from the start.
std::string shown(DurationMilliseconds moment) {
  const DurationMilliseconds seconds = moment / 1000;
  const std::string days = seconds >= 86'400 ? fmt::format("{}d ", seconds / 86'400) : "";
  const std::string part = moment % 1000 == 0 ? "" : fmt::format(".{:03}", moment % 1000);
  return fmt::format("{}{:02}:{:02}:{:02}{}", days, seconds / 3600 % 24, seconds / 60 % 60,
                     seconds % 60, part);
}

std::string summary_of(const SimulationReport& report) {
  std::string text = fmt::format(
      "{} messages, {} attempts in {}: {} delivered, {} exhausted, {} still pending, {} skipped\n",
      report.messages, report.attempts, shown(report.ended_at), report.delivered, report.exhausted,
      report.pending, report.skipped);
  if (!report.delays.empty()) {
    const auto at = [&](std::size_t percent) { return shown(delay_within(report, percent)); };
    text += fmt::format("delivered after {} (median), {} (90 %), {} (99 %), {} (longest)\n", at(50),
                        at(90), at(99), at(100));
  }
  return text;
}

std::string change_of(const SimulatedHealth& change) {
  const WebhookHealth& health = change.health;
  if (health.disabled != DisabledReason::none) {
    return fmt::format("disabled: {}", name_of(health.disabled));
  }
  const DurationMilliseconds until = health.throttled_until - kSimulationStart;
  return until > change.at ? "throttled until " + shown(until) : "no longer throttled";
}

std::string health_of(const SimulationReport& report) {
  std::string text = report.health.empty() ? "" : "\nThe webhook\n";
  for (std::size_t i = 0; i < std::min(report.health.size(), kChangesShown); ++i) {
    text += fmt::format("  {:>16}  {}\n", shown(report.health[i].at), change_of(report.health[i]));
  }
  if (report.health.size() > kChangesShown) {
    text += fmt::format("  … and {} more changes\n", report.health.size() - kChangesShown);
  }
  return text;
}

std::string then(const DeliveryProgress& progress) {
  return progress.state == DeliveryState::pending ? "again at " + shown(progress.due_at)
                                                  : std::string(name_of(progress.state));
}

std::string attempts_of(const SimulationReport& report) {
  std::string text = "\nAttempts\n";
  for (std::size_t i = 0; i < std::min(report.timeline.size(), kAttemptsShown); ++i) {
    const SimulatedAttempt& attempt = report.timeline[i];
    text += fmt::format("  {:>16}  message {}, attempt {}: {}, {}\n", shown(attempt.at),
                        attempt.message, attempt.progress.attempts,
                        attempt.status ? std::to_string(*attempt.status) : "no answer",
                        then(attempt.progress));
  }
  if (report.attempts > kAttemptsShown) {
    text += fmt::format("  … and {} more\n", report.attempts - kAttemptsShown);
  }
  return text;
}

/// The most that were pending, over the time.
std::string queue_of(const SimulationReport& report, DurationMilliseconds horizon) {
  std::size_t most = 1;
  for (const SimulatedSpan& span : report.spans) {
    most = std::max(most, span.pending_most);
  }
  const std::size_t together = report.spans.size() / kBarsMax;
  std::string text = "\nPending at most\n";
  for (std::size_t i = 0; i < report.spans.size(); i += together) {
    std::size_t pending = 0;
    for (std::size_t j = i; j < i + together; ++j) {
      pending = std::max(pending, report.spans[j].pending_most);
    }
    const auto from = horizon * static_cast<DurationMilliseconds>(i) /
                      static_cast<DurationMilliseconds>(report.spans.size());
    const std::string bar((pending * kBarWidth + most - 1) / most, '#');
    text += fmt::format("  {:>16}  {:>6} {}\n", shown(from / 1000 * 1000), pending, bar);
  }
  return text;
}

ExitCode simulate_file(const Arguments& arguments) {
  const Result<Simulation> simulation = read_simulation(arguments.file);
  if (arguments.json) {
    print(stdout, simulation_answer(simulation) + "\n");
  } else if (simulation.ok()) {
    const SimulationReport report = simulate(simulation.value());
    print(stdout, summary_of(report) + health_of(report) + attempts_of(report) +
                      queue_of(report, simulation.value().horizon));
  }
  if (!arguments.json) {
    print_problems(stderr, simulation.problems());
  }
  return simulation.ok() ? ExitCode::good : ExitCode::problems;
}

}  // namespace

Command add_simulate(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand(
      "simulate", "Tell what would happen to deliveries while a receiver is down or slow");
  command->footer(
      "Example:\n  hookstorm simulate simulation.json\ndocs/simulation.md says what the file "
      "holds.\n");
  add_file(*command, arguments->file);
  command->add_flag("--json", arguments->json, "Print the whole report as JSON");
  return {command, [arguments] { return simulate_file(*arguments); }};
}

}  // namespace hookstorm::native
