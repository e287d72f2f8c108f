// The kinds of happenings, one row each: its names, and the records that belong to it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/family/family.hpp"
#include "core/record/field.hpp"

namespace hookstorm {

enum class Trigger : std::uint8_t {
  event_created,
  session_created,
  event_published,
  people_registered,
  session_started,
  session_ended,
  people_attended,
  people_not_attended,
  people_watched_replay,
  job_ended,
};

/// The records of an occurrence.
struct RecordsOfTrigger {
  bool event = false;
  bool session = false;
  bool person = false;
  bool attendees = false;
  bool job = false;
};

/// What a trigger says of its person.
enum class Participation : std::uint8_t { any, attended, not_attended, watched_replay };

struct TriggerFacts {
  Trigger trigger;
  std::string_view name;         ///< `event.created`
  std::string_view title;        ///< As people choose it: "Event created".
  std::string_view description;  ///< When it happens.
  Family documented_family;      ///< The family of the vendor's own example.
  RecordsOfTrigger records;
  Stage stage;
  Participation participation = Participation::any;
};

/// All triggers, in the order in which they are offered; the index is the enum's value.
[[nodiscard]] std::span<const TriggerFacts> triggers();
[[nodiscard]] const TriggerFacts& facts(Trigger trigger);
[[nodiscard]] std::optional<Trigger> trigger_named(std::string_view name);
[[nodiscard]] std::vector<std::string_view> trigger_names();

/// Whether `family` has a body for occurrences of `trigger`.
[[nodiscard]] bool supports(Family family, Trigger trigger);

}  // namespace hookstorm
