// What an operator watches: counters and histograms of what happened, and gauges of how things are.
// No label has unbounded values, so that webhooks, messages and receivers have none. From any
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/delivery/alternation.hpp"
#include "core/delivery/delivery.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

/// What became of an occurrence that somebody posted.
enum class IntakeResult : std::uint8_t {
  accepted,
  repeated,    ///< Its idempotency key was known; it was answered as before.
  refused,     ///< It, or its request, has problems.
  turned_away  ///< The queue was full, or the store failed.
};

/// What became of a request to an inbox.
enum class CaptureResult : std::uint8_t {
  captured,
  no_inbox,    ///< There is none of that id, or none any more.
  turned_away  ///< More were waiting than may, or the store failed.
};

/// An attempt that has ended.
struct AttemptFigures {
  AttemptKind kind = AttemptKind::first;
  std::optional<int> status;  ///< Of a complete answer.
  DeliveryState next = DeliveryState::pending;
  std::int64_t duration_ms = 0;
  std::int64_t waited_ms = 0;  ///< From when it was due until it began.
};

/// How things are at the moment.
struct Gauges {
  std::size_t webhooks = 0;
  std::size_t requests_under_way = 0;
  Backlog backlog;
  EpochMilliseconds now = 0;
};

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  Metrics(Metrics&&) = delete;
  Metrics& operator=(Metrics&&) = delete;

  void count_occurrences(IntakeResult result, std::size_t count);
  /// The deliveries and skips of a message that was accepted.
  void count_matching(const Matching& matching);
  void count_sent_again(std::size_t deliveries);
  void count_capture(CaptureResult result);
  void count_commit(std::size_t operations, double seconds, bool committed);
  void count_attempt(const AttemptFigures& attempt);

  /// Everything, in Prometheus' text format (version 0.0.4).
  [[nodiscard]] std::string text(const Gauges& gauges) const;

 private:
  struct Series;

  std::unique_ptr<Series> series_;
};

}  // namespace hookstorm::native
