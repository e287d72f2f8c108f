#include <string>
#include <utility>

#include "core/simulation/simulation.hpp"
#include "core/webhook/webhook_members.hpp"

namespace hookstorm {
namespace {

constexpr DurationMilliseconds kSecond = 1000;
constexpr DurationMilliseconds kDay = 24LL * 60 * 60 * kSecond;
constexpr std::int64_t kSeedMax = 9'007'199'254'740'991;  ///< What JavaScript counts exactly.
constexpr std::int64_t kDisableAfterDaysMax = 365;
constexpr std::int64_t kRetryAfterSecondsMax = 1'000'000'000;

constexpr std::string_view kMembers[] = {"traffic", "endpoint",     "horizon",    "seed",
                                         "retry",   "timeout",      "rate_limit", "concurrency",
                                         "ordered", "disable_after"};
constexpr std::string_view kTrafficMembers[] = {"from", "to", "messages"};
constexpr std::string_view kEndpointMembers[] = {"status", "answer_ms", "retry_after", "rate_limit",
                                                 "phases"};
constexpr std::string_view kPhaseMembers[] = {"from",   "to",        "percent",
                                              "status", "answer_ms", "retry_after"};
constexpr std::string_view kLimitMembers[] = {"requests", "seconds", "retry_after"};

/// Reads the members of one part of a simulation.
using ReadPart = void (*)(Members& members, Simulation& simulation);

/// Calls `read` with the members of an object, and takes its problems over.
void read_object(Members& outer, const json::Value& value, const std::string& path,
                 Simulation& simulation, ReadPart read) {
  if (!value.is(json::Kind::object)) {
    outer.wrong_type(path, json::Kind::object, value);
    return;
  }
  Members inner(value, outer.policy(), path);
  read(inner, simulation);
  outer.problems().append(inner.problems());
}

/// The same for each item of a list that may be left out.
void read_list(Members& outer, std::string_view name, Simulation& simulation, ReadPart read) {
  const json::Value* list = outer.given(name, json::Kind::list);
  if (list == nullptr) {
    return;
  }
  if (list->members.size() > kTrafficMax) {
    outer.error(name, "too-many", "There are at most {} of these.", {kTrafficMax});
    return;
  }
  for (std::size_t i = 0; i < list->members.size(); ++i) {
    read_object(outer, list->members[i].value, child_path(outer.at(name), i), simulation, read);
  }
}

/// `from` and `to`; without the latter, to the horizon.
template <typename T>
void read_time(Members& members, T& part, DurationMilliseconds horizon) {
  const std::int64_t from = members.integer("from", 0, kHorizonSecondsMax).value_or(0);
  part.from = from * kSecond;
  const std::optional<std::int64_t> to = members.integer("to", from, kHorizonSecondsMax);
  part.to = to ? *to * kSecond : std::max(part.from, horizon);
}

void read_answer(Members& members, SupposedAnswer& answer) {
  const json::Value* status = members.optional("status");
  if (status != nullptr && status->is(json::Kind::null)) {
    answer.status = std::nullopt;
  } else if (const auto number = members.integer("status", 100, 599)) {
    answer.status = static_cast<int>(*number);
  }
  answer.answer_ms = members.integer("answer_ms", 0, kAnswerMsMax).value_or(answer.answer_ms);
  answer.retry_after = members.integer("retry_after", 0, kRetryAfterSecondsMax);
}

void read_limit(Members& members, Simulation& simulation) {
  EndpointLimit& limit = simulation.endpoint.limit.emplace();
  members.require("requests", "Say how many requests it takes in that time.");
  members.require("seconds", "Say in how many seconds.");
  limit.requests = members.integer("requests", 1, RateLimit::kRequestsMax).value_or(1);
  limit.seconds = members.integer("seconds", 1, RateLimit::kSecondsMax).value_or(1);
  limit.retry_after = members.integer("retry_after", 0, kRetryAfterSecondsMax);
  members.refuse_others(kLimitMembers, "A rate limit");
}

void read_phase(Members& members, Simulation& simulation) {
  EndpointPhase& phase = simulation.endpoint.phases.emplace_back();
  phase.answer.answer_ms = simulation.endpoint.answer.answer_ms;
  read_time(members, phase, simulation.horizon);
  phase.percent = members.integer("percent", 1, 100).value_or(100);
  if (!members.has("status")) {
    members.error("status", "missing-field", "Say how it answers then; null: not at all.");
  }
  read_answer(members, phase.answer);
  members.refuse_others(kPhaseMembers, "A phase");
}

void read_endpoint(Members& members, Simulation& simulation) {
  read_answer(members, simulation.endpoint.answer);
  if (const json::Value* limit = members.given("rate_limit")) {
    read_object(members, *limit, members.at("rate_limit"), simulation, read_limit);
  }
  read_list(members, "phases", simulation, read_phase);
  members.refuse_others(kEndpointMembers, "An endpoint");
}

void read_traffic(Members& members, Simulation& simulation) {
  Traffic& traffic = simulation.traffic.emplace_back();
  read_time(members, traffic, simulation.horizon);
  members.require("messages", "Say how many messages come.");
  traffic.messages = members.integer("messages", 1, kSimulatedMessagesMax).value_or(0);
  members.refuse_others(kTrafficMembers, "Traffic");
}

void read_all_traffic(Members& members, Simulation& simulation) {
  members.require("traffic", "Say which messages come: [{\"messages\": 100}].");
  read_list(members, "traffic", simulation, read_traffic);
  std::int64_t messages = 0;
  for (const Traffic& traffic : simulation.traffic) {
    messages += traffic.messages;
  }
  if (messages > kSimulatedMessagesMax) {
    members.error("traffic", "too-many", "There are at most {} messages in all.",
                  {kSimulatedMessagesMax});
  }
}

/// As a webhook with these members is delivered to.
void read_sending(Members& members, Simulation& simulation) {
  Webhook webhook;
  check_retry(members, webhook);
  check_timeout(members, webhook);
  check_rate_limit(members, webhook);
  check_concurrency(members, webhook);
  check_ordered(members, webhook);
  if (webhook.retry) {
    simulation.rules.retry = std::move(webhook.retry->policy);
  }
  if (const auto days = members.integer("disable_after", 1, kDisableAfterDaysMax)) {
    simulation.rules.disabling.period = *days * kDay;
  }
  simulation.pacing.rate_limit = webhook.rate_limit;
  simulation.pacing.concurrency = webhook.concurrency.value_or(Pacing::kConcurrencyMax);
  simulation.pacing.is_ordered = webhook.ordered;
  simulation.timeout_ms = webhook.timeout_seconds.value_or(kTimeoutSecondsDefault) * kSecond;
}

}  // namespace

Result<Simulation> check_simulation(const json::Value& value) {
  const TargetPolicy no_targets(HttpTargets::refused);
  Members members(value, no_targets, "");
  if (!value.is(json::Kind::object)) {
    members.wrong_type("", json::Kind::object, value);
    return Result<Simulation>(members.problems());
  }
  Simulation simulation;
  simulation.horizon =
      members.integer("horizon", 1, kHorizonSecondsMax).value_or(kHorizonSecondsDefault) * kSecond;
  simulation.seed = static_cast<std::uint64_t>(members.integer("seed", 0, kSeedMax).value_or(1));
  read_all_traffic(members, simulation);
  if (const json::Value* endpoint = members.given("endpoint")) {
    read_object(members, *endpoint, members.at("endpoint"), simulation, read_endpoint);
  }
  read_sending(members, simulation);
  members.refuse_others(kMembers, "A simulation");
  if (members.problems().has_errors()) {
    return Result<Simulation>(members.problems());
  }
  return Result<Simulation>(std::move(simulation), members.problems());
}

}  // namespace hookstorm
