// One happening: its trigger, when it occurred, and its records.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/json/value.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/problem/result.hpp"
#include "core/record/checking.hpp"
#include "core/record/record.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {

struct Occurrence {
  Trigger trigger = Trigger::event_created;
  EpochMilliseconds occurred_at = 0;
  std::optional<Record> event;  ///< There for every trigger whose facts say so, as are the next.
  std::optional<Record> session;
  std::optional<Record> person;
  std::vector<Record> attendees;
  std::optional<Record> job;
};

/// The occurrence in a JSON text, or every problem it has: those of `json::parse` and
/// `check_record`, and `unknown-trigger`, `missing-record`, `unused-record` (warning),
/// and those of `check_consistency`.
[[nodiscard]] Result<Occurrence> parse_occurrence(std::string_view text, Checking checking);

/// The same for a value within a document; paths begin with `path`.
[[nodiscard]] Result<Occurrence> check_occurrence(const json::Value& value, Checking checking,
                                                  std::string_view path);

}  // namespace hookstorm
