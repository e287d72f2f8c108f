#include "core/simulation/simulation.hpp"

#include <algorithm>
#include <cassert>
#include <string>
#include <tuple>

#include "core/delivery/alternation.hpp"
#include "core/simulation/endpoint.hpp"
#include "core/simulation/generator.hpp"
#include "core/sorting/sorting.hpp"
#include "core/text/decimal.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kHealthChangesMax = 1'000;

/// Something that comes at a moment; the earliest first, and among equals the one that was there
/// first.
struct Coming {
  EpochMilliseconds at = 0;
  std::size_t order = 0;

  bool operator<(const Coming& other) const {  // For a heap with the earliest on top.
    return std::tie(other.at, other.order) < std::tie(at, order);
  }
};

class Queue {
 public:
  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  [[nodiscard]] const Coming& first() const { return heap_.front(); }

  void add(Coming coming) {
    heap_.push_back(coming);
    std::push_heap(heap_.begin(), heap_.end());
  }
  Coming take() {
    std::pop_heap(heap_.begin(), heap_.end());
    const Coming first = heap_.back();
    heap_.pop_back();
    return first;
  }

 private:
  std::vector<Coming> heap_;
};

std::vector<std::int64_t> sorted(const std::vector<std::int64_t>& numbers) {
  const auto before = [&](std::size_t left, std::size_t right) {
    return numbers[left] < numbers[right];
  };
  std::vector<std::int64_t> result;
  for (const std::size_t index : sorted_indices(numbers.size(), before)) {
    result.push_back(numbers[index]);
  }
  return result;
}

class Run {
 public:
  explicit Run(const Simulation& simulation)
      : simulation_(simulation),
        endpoint_(simulation.endpoint, simulation.seed),
        generator_(simulation.seed) {
    report_.spans.resize(kSpans);
    for (const Traffic& traffic : simulation.traffic) {
      for (std::int64_t i = 0; i < traffic.messages; ++i) {
        arrivals_.push_back(kSimulationStart + traffic.from +
                            (traffic.to - traffic.from) * i / traffic.messages);
      }
    }
    arrivals_ = sorted(arrivals_);
  }

  SimulationReport run() {
    const EpochMilliseconds end = kSimulationStart + simulation_.horizon;
    while (report_.attempts < kSimulatedAttemptsMax) {
      const std::optional<EpochMilliseconds> next = next_moment();
      if (!next || *next >= end) {
        now_ = end;
        break;
      }
      now_ = *next;
      step();
      note_pending();
    }
    finish_report();
    return std::move(report_);
  }

 private:
  struct Delivery {
    EpochMilliseconds accepted_at = 0;
    std::size_t message = 0;
    DeliveryProgress progress;
  };
  struct UnderWay {
    std::size_t delivery = 0;
    EpochMilliseconds started_at = 0;
    SupposedAnswer answer;
  };

  [[nodiscard]] bool is_first_waiting() const {
    return !untried_.empty() && may_go_first(simulation_.pacing.is_ordered, !retries_.empty());
  }

  /// When the next request starts, as far as that is known.
  [[nodiscard]] std::optional<EpochMilliseconds> next_request() const {
    if (untried_.empty() && retries_.empty()) {
      return std::nullopt;
    }
    const std::optional<EpochMilliseconds> start =
        next_start(health_, simulation_.pacing, paced_until_, ends_.size());
    const EpochMilliseconds due = is_first_waiting() ? now_ : retries_.first().at;
    return start ? std::optional(std::max({*start, due, now_})) : std::nullopt;
  }

  [[nodiscard]] std::optional<EpochMilliseconds> next_moment() const {
    std::optional<EpochMilliseconds> next = next_request();
    const auto sooner = [&next](EpochMilliseconds moment) {
      next = std::min(next.value_or(moment), moment);
    };
    if (!ends_.empty()) {
      sooner(ends_.first().at);
    }
    if (arrived_ < arrivals_.size()) {
      sooner(arrivals_[arrived_]);
    }
    return next;
  }

  void step() {
    if (!ends_.empty() && ends_.first().at <= now_) {
      finish(under_way_[ends_.take().order]);
    } else if (arrived_ < arrivals_.size() && arrivals_[arrived_] <= now_) {
      accept();
    } else {
      start_next();
    }
  }

  void accept() {
    ++arrived_;
    if (health_.disabled != DisabledReason::none) {
      ++report_.skipped;
      return;
    }
    untried_.add({.at = now_, .order = deliveries_.size()});
    deliveries_.push_back({.accepted_at = now_, .message = arrived_, .progress = {}});
    ++report_.pending;
  }

  void start_next() {
    const bool is_retry_due = !retries_.empty() && retries_.first().at <= now_;
    last_kind_ = next_kind(last_kind_, is_first_waiting(), is_retry_due);
    Queue& queue = last_kind_ == AttemptKind::first ? untried_ : retries_;
    start(queue.take().order);
  }

  void start(std::size_t delivery) {
    paced_until_ = after_start(simulation_.pacing, paced_until_, now_);
    SupposedAnswer answer = endpoint_.answer(now_ - kSimulationStart);
    if (answer.answer_ms >= simulation_.timeout_ms) {
      answer = {.status = std::nullopt, .answer_ms = simulation_.timeout_ms};
    }
    ends_.add({.at = now_ + answer.answer_ms, .order = under_way_.size()});
    under_way_.push_back({.delivery = delivery, .started_at = now_, .answer = answer});
  }

  void finish(const UnderWay& request) {
    Delivery& delivery = deliveries_[request.delivery];
    const std::string retry_after = request.answer.status && request.answer.retry_after
                                        ? decimal(*request.answer.retry_after)
                                        : std::string();
    const AfterAttempt after = after_attempt(
        delivery.progress, health_, {.status = request.answer.status, .retry_after = retry_after},
        simulation_.rules, now_, generator_.next());
    delivery.progress = after.progress;
    note_health(after.health);
    note_attempt(request, delivery);
    if (after.progress.state == DeliveryState::pending) {
      retries_.add({.at = after.progress.due_at, .order = request.delivery});
      return;
    }
    --report_.pending;
    if (after.progress.state == DeliveryState::delivered) {
      ++report_.delivered;
      ++span().delivered;
      report_.delays.push_back(now_ - delivery.accepted_at);
    } else {
      ++report_.exhausted;
    }
  }

  void note_attempt(const UnderWay& request, const Delivery& delivery) {
    ++report_.attempts;
    ++span().attempts;
    if (report_.timeline.size() < kTimelineMax) {
      DeliveryProgress progress = delivery.progress;
      progress.due_at -= progress.state == DeliveryState::pending ? kSimulationStart : 0;
      report_.timeline.push_back({.at = request.started_at - kSimulationStart,
                                  .ended_at = now_ - kSimulationStart,
                                  .message = delivery.message,
                                  .status = request.answer.status,
                                  .progress = progress});
    }
  }

  /// Changes between healthy, throttled and disabled; failures alone are no change.
  void note_health(const WebhookHealth& next) {
    report_.throttlings += next.throttles > health_.throttles ? 1 : 0;
    const bool has_changed =
        next.throttled_until != health_.throttled_until || next.disabled != health_.disabled;
    if (has_changed && report_.health.size() < kHealthChangesMax) {
      report_.health.push_back({.at = now_ - kSimulationStart, .health = next});
    }
    health_ = next;
  }

  void note_pending() {
    // Spans that went by without anything happening keep what was pending before.
    for (const std::size_t current = span_index(); last_span_ < current;) {
      ++last_span_;
      report_.spans[last_span_].pending_most = pending_before_;
      report_.spans[last_span_].pending_last = pending_before_;
    }
    span().pending_most = std::max(span().pending_most, report_.pending);
    span().pending_last = report_.pending;
    pending_before_ = report_.pending;
  }

  void finish_report() {
    report_.messages = arrived_;
    report_.ended_at = now_ - kSimulationStart;
    note_pending();
    report_.delays = sorted(report_.delays);
  }

  [[nodiscard]] std::size_t span_index() const {
    const DurationMilliseconds at = now_ - kSimulationStart;
    return std::min(kSpans - 1,
                    static_cast<std::size_t>(at * static_cast<DurationMilliseconds>(kSpans) /
                                             simulation_.horizon));
  }
  SimulatedSpan& span() { return report_.spans[span_index()]; }

  const Simulation& simulation_;
  EndpointRun endpoint_;
  Generator generator_;
  EpochMilliseconds now_ = kSimulationStart;
  WebhookHealth health_;
  EpochMicroseconds paced_until_ = 0;
  std::vector<EpochMilliseconds> arrivals_;
  std::size_t arrived_ = 0;
  std::vector<Delivery> deliveries_;
  Queue untried_;  ///< Deliveries for their first attempt.
  Queue retries_;  ///< Deliveries that wait for their due time.
  AttemptKind last_kind_ = AttemptKind::retry;
  std::vector<UnderWay> under_way_;
  Queue ends_;  ///< Of requests under way.
  std::size_t last_span_ = 0;
  std::size_t pending_before_ = 0;
  SimulationReport report_;
};

}  // namespace

SimulationReport simulate(const Simulation& simulation) {
  assert(simulation.horizon > 0);
  return Run(simulation).run();
}

DurationMilliseconds delay_within(const SimulationReport& report, std::size_t percent) {
  assert(!report.delays.empty());
  return report.delays[(report.delays.size() * percent + 99) / 100 - 1];
}

}  // namespace hookstorm
