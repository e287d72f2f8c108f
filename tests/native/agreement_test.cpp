// The simulation and the dispatcher agree: the same webhook, messages, answers and chances give the
// same attempts at the same moments. Both call the core's functions; this holds them to it.
#include <algorithm>
#include <atomic>
#include <set>
#include <tuple>

#include "core/simulation/generator.hpp"
#include "core/simulation/simulation.hpp"
#include "dispatcher_bench.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::answer_of;
using test::DispatcherBench;
using test::kNow;
using test::Sink;

namespace {

/// A receiver's answer at a moment from the start, without waiting.
struct Script {
  std::vector<EndpointPhase> phases;

  [[nodiscard]] SupposedAnswer at(DurationMilliseconds moment) const {
    for (const EndpointPhase& phase : phases) {
      if (moment >= phase.from && moment < phase.to) {
        return phase.answer;
      }
    }
    return {.status = 200, .answer_ms = 0};
  }

  [[nodiscard]] std::string bytes_at(DurationMilliseconds moment) const {
    const SupposedAnswer answer = at(moment);
    const std::string retry_after =
        answer.retry_after ? "Retry-After: " + std::to_string(*answer.retry_after) + "\r\n" : "";
    return answer_of(*answer.status, "", retry_after);
  }
};

EndpointPhase phase(DurationMilliseconds from, DurationMilliseconds to, int status,
                    std::optional<std::int64_t> retry_after = std::nullopt) {
  return {.from = from * 1000,
          .to = to * 1000,
          .answer = {.status = status, .answer_ms = 0, .retry_after = retry_after}};
}

/// The bytes of `random_number` are a generator's numbers, most significant first. While the bench
/// probes, only zeros: its own attempts must not use up numbers.
RandomBytes numbers_of(Generator& generator, const std::atomic<bool>& is_probing) {
  return [&](std::span<std::uint8_t> bytes) {
    const std::uint32_t number = is_probing ? 0 : generator.next();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = static_cast<std::uint8_t>(number >> (8 * (bytes.size() - 1 - i)));
    }
  };
}

std::string message_id(std::size_t number) {
  return "msg_" + std::to_string(number);
}

std::string line(std::size_t message, std::uint32_t attempt, DurationMilliseconds at,
                 std::optional<int> status) {
  return "message " + std::to_string(message) + ", attempt " + std::to_string(attempt) + " at " +
         std::to_string(at) + ": " + (status ? std::to_string(*status) : "no answer");
}

/// Attempts in the order of their moments; at one moment, of their messages.
using Schedule = std::set<std::tuple<DurationMilliseconds, std::size_t, std::string>>;

Schedule schedule_of(const SimulationReport& report) {
  Schedule schedule;
  for (const SimulatedAttempt& attempt : report.timeline) {
    schedule.emplace(attempt.at, attempt.message,
                     line(attempt.message, attempt.progress.attempts, attempt.at, attempt.status));
  }
  return schedule;
}

/// The dispatcher over the same traffic and answers. Its clock is moved to each moment at which the
/// simulation does something, and to the millisecond before, at which it must not.
class Replica {
 public:
  Replica(const Simulation& simulation, const Script& script)
      : simulation_(simulation),
        generator_(simulation.seed),
        sink_([this, &script](const Request&) { return script.bytes_at(elapsed_); }),
        bench_(settings(simulation), numbers_of(generator_, is_probing_)) {
    Webhook webhook = test::webhook(test::kFirstId, sink_.url());
    webhook.rate_limit = simulation.pacing.rate_limit;
    webhook.concurrency = simulation.pacing.concurrency;
    webhook.ordered = simulation.pacing.is_ordered;
    webhook_ = bench_.add_webhook(webhook);
  }

  Schedule run(const SimulationReport& report) {
    std::set<DurationMilliseconds> moments;
    for (const Traffic& traffic : simulation_.traffic) {
      moments.insert(traffic.from);
    }
    for (const SimulatedAttempt& attempt : report.timeline) {
      moments.insert(attempt.at);
    }
    for (const DurationMilliseconds moment : moments) {
      if (moment - 1 > elapsed_) {
        go_to(moment - 1);
        settle();
      }
      go_to(moment);
      accept();
      const auto expected =
          std::count_if(report.timeline.begin(), report.timeline.end(),
                        [&](const auto& attempt) { return attempt.at <= moment; });
      await(static_cast<std::size_t>(expected));
    }
    return schedule();
  }

  /// As it is stored, in moments from the start.
  WebhookHealth health() {
    return bench_.reader().webhook(kDefaultWorkspace, test::kFirstId)->health;
  }

 private:
  static DispatcherSettings settings(const Simulation& simulation) {
    DispatcherSettings settings;
    settings.sending.rules = simulation.rules;
    return settings;
  }

  void go_to(DurationMilliseconds moment) {
    const DurationMilliseconds by = moment - elapsed_;
    elapsed_ = moment;
    bench_.advance(by);
  }

  /// Nothing is under way any more, and nothing is to start; what does nevertheless is seen.
  void settle() {
    is_probing_ = true;
    bench_.settle();
    is_probing_ = false;
  }

  /// Taken in as the intake does: nothing for a webhook that is disabled.
  void accept() {
    for (;
         accepted_ < simulation_.traffic.size() && simulation_.traffic[accepted_].from <= elapsed_;
         ++accepted_) {
      const bool is_enabled =
          bench_.reader().webhook(kDefaultWorkspace, test::kFirstId)->webhook.enabled;
      bench_.enqueue(message_id(accepted_ + 1),
                     is_enabled ? std::vector{webhook_} : std::vector<WebhookKey>{});
    }
  }

  void await(std::size_t attempts) {
    const auto end = std::chrono::steady_clock::now() + test::kWaitMax;
    while (schedule().size() < attempts && std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
    }
    settle();
  }

  Schedule schedule() {
    Schedule schedule;
    for (std::size_t message = 1; message <= accepted_; ++message) {
      const std::optional<StoredMessage> stored =
          bench_.reader().message(kDefaultWorkspace, message_id(message));
      for (const StoredDelivery& delivery : stored->deliveries) {
        for (const AttemptRecord& attempt : delivery.attempts) {
          const DurationMilliseconds at = attempt.attempted_at - kNow;
          schedule.emplace(at, message, line(message, attempt.number, at, attempt.status));
        }
      }
    }
    return schedule;
  }

  const Simulation& simulation_;
  Generator generator_;
  std::atomic<DurationMilliseconds> elapsed_ = 0;
  std::atomic<bool> is_probing_ = false;
  Sink sink_;
  DispatcherBench bench_;
  WebhookKey webhook_ = 0;
  std::size_t accepted_ = 0;
};

/// Messages at these seconds, one request at a time.
Simulation simulation_of(const Script& script,
                         std::initializer_list<DurationMilliseconds> seconds) {
  Simulation simulation;
  for (const DurationMilliseconds second : seconds) {
    simulation.traffic.push_back({.from = second * 1000, .to = second * 1000, .messages = 1});
  }
  simulation.endpoint.answer.answer_ms = 0;
  simulation.endpoint.phases = script.phases;
  simulation.pacing.concurrency = 1;
  return simulation;
}

/// Runs both, and gives the simulation's report where they agree.
SimulationReport agreed(const Simulation& simulation, const Script& script) {
  SimulationReport report = simulate(simulation);
  Replica replica(simulation, script);
  const Schedule dispatched = replica.run(report);
  std::string simulated_lines;
  std::string dispatched_lines;
  for (const auto& [at, message, text] : schedule_of(report)) {
    simulated_lines += text + "\n";
  }
  for (const auto& [at, message, text] : dispatched) {
    dispatched_lines += text + "\n";
  }
  CHECK(dispatched_lines == simulated_lines);
  const WebhookHealth last = report.health.empty() ? WebhookHealth{} : report.health.back().health;
  CHECK(replica.health().disabled == last.disabled);
  return report;
}

}  // namespace

TEST_CASE("agreement: retries over an outage come at the same jittered moments") {
  const Script script{.phases = {phase(0, 1'000, 500), phase(1'000, 40'000, 502)}};
  Simulation simulation = simulation_of(script, {0, 1, 2, 600, 20'000});
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    CAPTURE(seed);
    simulation.seed = seed;
    const SimulationReport report = agreed(simulation, script);
    CHECK(report.delivered == 5);
    CHECK(report.attempts > 15);
  }
}

TEST_CASE("agreement: throttling, with and without Retry-After") {
  const Script script{.phases = {phase(0, 20, 429, 45), phase(40, 300, 503)}};
  Simulation simulation = simulation_of(script, {0, 1, 2, 3, 50, 100, 400});
  simulation.rules.retry = retry_policy_named("livestorm").value();
  const SimulationReport report = agreed(simulation, script);
  CHECK(report.throttlings >= 3);
  CHECK(report.delivered == 7);
}

TEST_CASE("agreement: a rate limit spaces what is due") {
  const Script script{.phases = {phase(0, 5, 500)}};
  Simulation simulation = simulation_of(script, {0, 0, 0, 0, 1, 2, 30});
  simulation.pacing.rate_limit = RateLimit{.requests = 3, .seconds = 4};
  const SimulationReport report = agreed(simulation, script);
  CHECK(report.delivered == 7);
  CHECK(report.attempts == 11);
}

TEST_CASE(
    "agreement: in order, the next ones wait behind a retry, and behind one that is exhausted") {
  const Script script{.phases = {phase(0, 9, 500), phase(20, 1'000, 503)}};
  Simulation simulation = simulation_of(script, {0, 0, 1, 2, 20, 21, 1'500});
  simulation.pacing.is_ordered = true;
  simulation.rules.retry = {.delays = {5'000, 5'000}, .jitter_percent = 0};
  const SimulationReport report = agreed(simulation, script);
  CHECK(report.exhausted == 2);
  CHECK(report.delivered == 5);
  std::size_t last = 0;
  for (const auto& attempt : report.timeline) {
    CHECK(attempt.message >= last);
    last = attempt.message;
  }
}

TEST_CASE("agreement: 410 disables, and what comes later is skipped") {
  const Script script{.phases = {phase(10, 1'000, 410)}};
  const SimulationReport report = agreed(simulation_of(script, {0, 5, 10, 11, 12}), script);
  CHECK(report.delivered == 2);
  CHECK(report.pending == 1);
  CHECK(report.skipped == 2);
}

TEST_CASE("agreement: nothing but failure disables at the same attempt") {
  const Script script{.phases = {phase(0, 10'000'000, 500)}};
  Simulation simulation = simulation_of(script, {0, 1'000, 2'000, 100'000});
  simulation.rules.disabling.period = 86'400'000;
  const SimulationReport report = agreed(simulation, script);
  REQUIRE(report.health.size() == 1);
  CHECK(report.health[0].health.disabled == DisabledReason::failing);
}
