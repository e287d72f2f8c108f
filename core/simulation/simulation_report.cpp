#include "core/json/writer.hpp"
#include "core/simulation/simulation.hpp"

namespace hookstorm {
namespace {

using json::Writer;

Writer& number(Writer& writer, std::string_view name, std::int64_t value) {
  return writer.name(name).integer(value);
}

Writer& number(Writer& writer, std::string_view name, std::size_t value) {
  return number(writer, name, static_cast<std::int64_t>(value));
}

void write_counts(Writer& writer, const SimulationReport& report) {
  number(writer, "messages", report.messages);
  number(writer, "skipped", report.skipped);
  number(writer, "attempts", report.attempts);
  number(writer, "delivered", report.delivered);
  number(writer, "exhausted", report.exhausted);
  number(writer, "pending", report.pending);
  number(writer, "throttlings", report.throttlings);
}

void write_delays(Writer& writer, const SimulationReport& report) {
  if (report.delays.empty()) {
    writer.null();
    return;
  }
  writer.begin_object();
  number(writer, "median", delay_within(report, 50));
  number(writer, "p90", delay_within(report, 90));
  number(writer, "p99", delay_within(report, 99));
  number(writer, "longest", delay_within(report, 100));
  writer.end_object();
}

void write_change(Writer& writer, const SimulatedHealth& change) {
  const WebhookHealth& health = change.health;
  number(writer.begin_object(), "at_ms", change.at).name("state");
  if (health.disabled != DisabledReason::none) {
    writer.text("disabled").name("reason").text(name_of(health.disabled));
  } else if (health.throttled_until > kSimulationStart + change.at) {
    number(writer.text("throttled"), "until_ms", health.throttled_until - kSimulationStart);
  } else {
    writer.text("healthy");
  }
  writer.end_object();
}

void write_span(Writer& writer, const SimulatedSpan& span, DurationMilliseconds from,
                DurationMilliseconds to) {
  number(writer.begin_object(), "from_ms", from);
  number(writer, "to_ms", to);
  number(writer, "attempts", span.attempts);
  number(writer, "delivered", span.delivered);
  number(writer, "pending_most", span.pending_most);
  number(writer, "pending_last", span.pending_last).end_object();
}

void write_attempt(Writer& writer, const SimulatedAttempt& attempt) {
  number(writer.begin_object(), "at_ms", attempt.at);
  number(writer, "ended_ms", attempt.ended_at);
  number(writer, "message", attempt.message);
  number(writer, "attempt", static_cast<std::int64_t>(attempt.progress.attempts)).name("status");
  attempt.status ? writer.integer(*attempt.status) : writer.null();
  writer.name("state").text(name_of(attempt.progress.state));
  if (attempt.progress.state == DeliveryState::pending) {
    number(writer, "due_ms", attempt.progress.due_at);
  }
  writer.end_object();
}

}  // namespace

void write_report(Writer& writer, const SimulationReport& report, const Simulation& simulation) {
  writer.begin_object();
  write_counts(writer, report);
  number(writer, "ended_ms", report.ended_at);
  writer.name("is_complete").boolean(report.ended_at == simulation.horizon);
  writer.name("delays_ms");
  write_delays(writer, report);
  writer.name("health").begin_list();
  for (const SimulatedHealth& change : report.health) {
    write_change(writer, change);
  }
  writer.end_list().name("spans").begin_list();
  for (std::size_t i = 0; i < report.spans.size(); ++i) {
    const auto moment = [&](std::size_t span) {
      return simulation.horizon * static_cast<DurationMilliseconds>(span) /
             static_cast<DurationMilliseconds>(kSpans);
    };
    write_span(writer, report.spans[i], moment(i), moment(i + 1));
  }
  writer.end_list().name("timeline").begin_list();
  for (const SimulatedAttempt& attempt : report.timeline) {
    write_attempt(writer, attempt);
  }
  writer.end_list().end_object();
}

}  // namespace hookstorm
