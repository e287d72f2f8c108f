#include "native/metrics/metrics.hpp"

#include <doctest/doctest.h>

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("metrics: what happened is counted by kind, and nothing else") {
  Metrics metrics;
  metrics.count_occurrences(IntakeResult::accepted, 3);
  metrics.count_occurrences(IntakeResult::refused, 1);
  metrics.count_matching({.deliveries = {1, 2}, .skips = {{.reason = SkipReason::filter}}});
  metrics.count_attempt({.kind = AttemptKind::first,
                         .status = 503,
                         .next = DeliveryState::pending,
                         .duration_ms = 20,
                         .waited_ms = 4});
  metrics.count_attempt({.kind = AttemptKind::retry,
                         .next = DeliveryState::exhausted,
                         .duration_ms = 15'000,
                         .waited_ms = 100});
  metrics.count_capture(CaptureResult::captured);
  metrics.count_capture(CaptureResult::no_inbox);
  metrics.count_capture(CaptureResult::captured);
  metrics.count_commit(5, 0.002, true);
  metrics.count_commit(5, 0.002, false);
  const std::string text = metrics.text({});
  CHECK(has_line(text, R"(hookstorm_occurrences_total{result="accepted"} 3)"));
  CHECK(has_line(text, R"(hookstorm_occurrences_total{result="refused"} 1)"));
  CHECK(has_line(text, R"(hookstorm_occurrences_total{result="turned_away"} 0)"));
  CHECK(has_line(text, R"(hookstorm_captures_total{result="captured"} 2)"));
  CHECK(has_line(text, R"(hookstorm_captures_total{result="no_inbox"} 1)"));
  CHECK(has_line(text, R"(hookstorm_captures_total{result="turned_away"} 0)"));
  CHECK(has_line(text, "hookstorm_deliveries_total 2"));
  CHECK(has_line(text, R"(hookstorm_skips_total{reason="filter"} 1)"));
  CHECK(has_line(text, R"(hookstorm_attempts_total{answer="5xx",kind="first"} 1)"));
  CHECK(has_line(text, R"(hookstorm_attempts_total{answer="no_answer",kind="retry"} 1)"));
  CHECK(has_line(text, R"(hookstorm_deliveries_ended_total{state="exhausted"} 1)"));
  CHECK(has_line(text, R"(hookstorm_deliveries_ended_total{state="delivered"} 0)"));
  CHECK(has_line(text, R"(hookstorm_attempt_seconds_bucket{le="0.025"} 1)"));
  CHECK(has_line(text, "hookstorm_attempt_seconds_count 2"));
  CHECK(has_line(text, R"(hookstorm_first_attempt_wait_seconds_bucket{le="0.005"} 1)"));
  CHECK(has_line(text, "hookstorm_first_attempt_wait_seconds_count 1"));
  CHECK(has_line(text, "hookstorm_commit_operations_sum 5"));
  CHECK(has_line(text, "hookstorm_commit_failures_total 1"));
}

TEST_CASE("metrics: gauges are as they are at the moment") {
  const Metrics metrics;
  const Gauges gauges{.webhooks = 7,
                      .requests_under_way = 12,
                      .backlog = {.untried = 3, .to_retry = 4, .oldest_due = 10'000},
                      .now = 12'500};
  const std::string text = metrics.text(gauges);
  CHECK(has_line(text, "hookstorm_webhooks 7"));
  CHECK(has_line(text, "hookstorm_requests_under_way 12"));
  CHECK(has_line(text, R"(hookstorm_pending_deliveries{kind="first"} 3)"));
  CHECK(has_line(text, R"(hookstorm_pending_deliveries{kind="retry"} 4)"));
  CHECK(has_line(text, "hookstorm_oldest_due_seconds 2.5"));
  const std::string later = metrics.text({.backlog = {.to_retry = 1, .oldest_due = 50}, .now = 20});
  CHECK(has_line(later, "hookstorm_oldest_due_seconds 0"));
  CHECK(has_line(later, "hookstorm_webhooks 0"));
}
