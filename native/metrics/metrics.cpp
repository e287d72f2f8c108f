#include "native/metrics/metrics.hpp"

#include <algorithm>
#include <array>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "core/matching/matching.hpp"

namespace hookstorm::native {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Registry;

constexpr double kMillisecondsPerSecond = 1000;

const Histogram::BucketBoundaries& second_bounds() {
  static const Histogram::BucketBoundaries kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                   0.25,  0.5,    1,     2.5,  5,     10,   30};
  return kBounds;
}

const Histogram::BucketBoundaries& operation_bounds() {
  static const Histogram::BucketBoundaries kBounds{1, 2, 4, 8, 16, 32, 64, 128, 256};
  return kBounds;
}

constexpr std::array<std::string_view, 4> kResults{"accepted", "repeated", "refused",
                                                   "turned_away"};
constexpr std::array<std::string_view, 3> kCaptureResults{"captured", "no_inbox", "turned_away"};
constexpr std::array<std::string_view, 6> kAnswers{"no_answer", "1xx", "2xx", "3xx", "4xx", "5xx"};
constexpr std::array kReasons{SkipReason::trigger, SkipReason::disabled, SkipReason::filter,
                              SkipReason::filter_failed};

std::array<std::string_view, kReasons.size()> names_of(
    const std::array<SkipReason, kReasons.size()>& reasons) {
  std::array<std::string_view, kReasons.size()> names;
  std::transform(reasons.begin(), reasons.end(), names.begin(),
                 [](SkipReason reason) { return name_of(reason); });
  return names;
}

std::size_t answer_of(std::optional<int> status) {
  return status ? static_cast<std::size_t>(std::clamp(*status / 100, 1, 5)) : 0;
}

Family<Counter>& counters(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

/// One counter for each value of a label, there from the start and at hand without a look-up.
template <std::size_t kCount>
class CountersByLabel {
 public:
  CountersByLabel(Family<Counter>& family, const std::string& label,
                  const std::array<std::string_view, kCount>& values,
                  const prometheus::Labels& further = {}) {
    for (std::size_t i = 0; i < kCount; ++i) {
      prometheus::Labels labels = further;
      labels.emplace(label, values.at(i));
      counters_.at(i) = &family.Add(labels);
    }
  }

  [[nodiscard]] Counter& at(std::size_t value) const { return *counters_.at(value); }

 private:
  std::array<Counter*, kCount> counters_{};
};

Gauge& gauge(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

Histogram& histogram(Registry& registry, const char* name, const char* help,
                     const Histogram::BucketBoundaries& bounds) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add({}, bounds);
}

}  // namespace

struct Metrics::Series {
  Registry registry;

  CountersByLabel<kResults.size()> occurrences{
      counters(registry, "hookstorm_occurrences_total",
               "Occurrences posted, by what became of them."),
      "result", kResults};
  Counter& deliveries =
      counters(registry, "hookstorm_deliveries_total", "Deliveries that accepted messages brought.")
          .Add({});
  Counter& sent_again = counters(registry, "hookstorm_deliveries_sent_again_total",
                                 "Deliveries that somebody had sent again.")
                            .Add({});
  CountersByLabel<kCaptureResults.size()> captures{
      counters(registry, "hookstorm_captures_total",
               "Requests to inboxes, by what became of them."),
      "result", kCaptureResults};
  CountersByLabel<kReasons.size()> skips{
      counters(registry, "hookstorm_skips_total",
               "Webhooks that accepted messages were not for, by reason."),
      "reason", names_of(kReasons)};
  Family<Counter>& attempts =
      counters(registry, "hookstorm_attempts_total", "Attempts that ended, by kind and answer.");
  CountersByLabel<kAnswers.size()> first_attempts{
      attempts, "answer", kAnswers, {{"kind", "first"}}};
  CountersByLabel<kAnswers.size()> retries{attempts, "answer", kAnswers, {{"kind", "retry"}}};
  Family<Counter>& ends =
      counters(registry, "hookstorm_deliveries_ended_total", "Deliveries at their end, by how.");
  Counter& delivered = ends.Add({{"state", "delivered"}});
  Counter& exhausted = ends.Add({{"state", "exhausted"}});
  Counter& failed_commits =
      counters(registry, "hookstorm_commit_failures_total", "Transactions that failed.").Add({});
  Histogram& attempt_seconds = histogram(registry, "hookstorm_attempt_seconds",
                                         "From an attempt's begin to its end.", second_bounds());
  Histogram& wait_seconds =
      histogram(registry, "hookstorm_first_attempt_wait_seconds",
                "From acceptance to the begin of the first attempt.", second_bounds());
  Histogram& commit_seconds =
      histogram(registry, "hookstorm_commit_seconds", "What a transaction takes.", second_bounds());
  Histogram& commit_operations = histogram(registry, "hookstorm_commit_operations",
                                           "Changes in one transaction.", operation_bounds());
  Gauge& webhooks = gauge(registry, "hookstorm_webhooks", "Webhooks there are.");
  Gauge& requests =
      gauge(registry, "hookstorm_requests_under_way", "Requests sent and not answered yet.");
  Family<Gauge>& pending =
      prometheus::BuildGauge()
          .Name("hookstorm_pending_deliveries")
          .Help("Deliveries that wait, those of disabled webhooks too, by kind.")
          .Register(registry);
  Gauge& oldest = gauge(registry, "hookstorm_oldest_due_seconds",
                        "How long the longest due delivery is due; 0 where none is.");
};

Metrics::Metrics() : series_(std::make_unique<Series>()) {}

Metrics::~Metrics() = default;

void Metrics::count_occurrences(IntakeResult result, std::size_t count) {
  series_->occurrences.at(static_cast<std::size_t>(result)).Increment(static_cast<double>(count));
}

void Metrics::count_matching(const Matching& matching) {
  series_->deliveries.Increment(static_cast<double>(matching.deliveries.size()));
  for (const Skip& skip : matching.skips) {
    series_->skips.at(static_cast<std::size_t>(skip.reason)).Increment();
  }
}

void Metrics::count_capture(CaptureResult result) {
  series_->captures.at(static_cast<std::size_t>(result)).Increment();
}

void Metrics::count_sent_again(std::size_t deliveries) {
  series_->sent_again.Increment(static_cast<double>(deliveries));
}

void Metrics::count_commit(std::size_t operations, double seconds, bool committed) {
  if (!committed) {
    series_->failed_commits.Increment();
    return;
  }
  series_->commit_seconds.Observe(seconds);
  series_->commit_operations.Observe(static_cast<double>(operations));
}

void Metrics::count_attempt(const AttemptFigures& attempt) {
  const bool is_first = attempt.kind == AttemptKind::first;
  const auto& attempts = is_first ? series_->first_attempts : series_->retries;
  attempts.at(answer_of(attempt.status)).Increment();
  if (attempt.next == DeliveryState::delivered) {
    series_->delivered.Increment();
  } else if (attempt.next == DeliveryState::exhausted) {
    series_->exhausted.Increment();
  }
  series_->attempt_seconds.Observe(static_cast<double>(attempt.duration_ms) /
                                   kMillisecondsPerSecond);
  if (is_first) {
    series_->wait_seconds.Observe(static_cast<double>(attempt.waited_ms) / kMillisecondsPerSecond);
  }
}

std::string Metrics::text(const Gauges& gauges) const {
  series_->webhooks.Set(static_cast<double>(gauges.webhooks));
  series_->requests.Set(static_cast<double>(gauges.requests_under_way));
  series_->pending.Add({{"kind", "first"}}).Set(static_cast<double>(gauges.backlog.untried));
  series_->pending.Add({{"kind", "retry"}}).Set(static_cast<double>(gauges.backlog.to_retry));
  const EpochMilliseconds due = gauges.backlog.oldest_due.value_or(gauges.now);
  series_->oldest.Set(static_cast<double>(std::max<EpochMilliseconds>(0, gauges.now - due)) /
                      kMillisecondsPerSecond);
  return prometheus::TextSerializer().Serialize(series_->registry.Collect());
}

}  // namespace hookstorm::native
