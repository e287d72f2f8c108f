#include "core/occurrence/trigger.hpp"

#include <array>

namespace hookstorm {
namespace {

constexpr std::array kTriggers = {
    TriggerFacts{Trigger::event_created,
                 "event.created",
                 "Event created",
                 "When a new event is created.",
                 Family::extended,
                 {.event = true},
                 Stage::event},
    TriggerFacts{Trigger::session_created,
                 "session.created",
                 "Session created",
                 "When a session is scheduled.",
                 Family::extended,
                 {.event = true, .session = true},
                 Stage::session},
    TriggerFacts{Trigger::event_published,
                 "event.published",
                 "Event is published",
                 "When an event is published.",
                 Family::legacy,
                 {.event = true},
                 Stage::event},
    TriggerFacts{Trigger::people_registered,
                 "people.registered",
                 "New registrant",
                 "When someone registers for an event session.",
                 Family::legacy,
                 {.event = true, .session = true, .person = true},
                 Stage::session},
    TriggerFacts{Trigger::session_started,
                 "session.started",
                 "Event starts",
                 "When an event session starts.",
                 Family::legacy,
                 {.event = true, .session = true},
                 Stage::started},
    TriggerFacts{Trigger::session_ended,
                 "session.ended",
                 "Event ends",
                 "When an event session ends.",
                 Family::legacy,
                 {.event = true, .session = true, .attendees = true},
                 Stage::ended},
    TriggerFacts{Trigger::people_attended,
                 "people.attended",
                 "Registrant attended",
                 "After a session, for each registrant who attended.",
                 Family::extended,
                 {.event = true, .session = true, .person = true},
                 Stage::ended,
                 Participation::attended},
    TriggerFacts{Trigger::people_not_attended,
                 "people.not_attended",
                 "Registrant did not attend",
                 "After a session, for each registrant who did not attend.",
                 Family::extended,
                 {.event = true, .session = true, .person = true},
                 Stage::ended,
                 Participation::not_attended},
    TriggerFacts{Trigger::people_watched_replay,
                 "people.watched_replay",
                 "Registrant watched the replay",
                 "When someone watches a session's replay.",
                 Family::extended,
                 {.event = true, .session = true, .person = true},
                 Stage::ended,
                 Participation::watched_replay},
    TriggerFacts{Trigger::job_ended,
                 "job.ended",
                 "Job ended",
                 "When a job over many items, such as an import, has ended or failed.",
                 Family::extended,
                 {.job = true},
                 Stage::event},
};

constexpr bool rows_are_in_enum_order() {
  for (std::size_t i = 0; i < kTriggers.size(); ++i) {
    if (static_cast<std::size_t>(kTriggers[i].trigger) != i) {
      return false;
    }
  }
  return true;
}
static_assert(rows_are_in_enum_order());

}  // namespace

std::span<const TriggerFacts> triggers() {
  return kTriggers;
}

const TriggerFacts& facts(Trigger trigger) {
  return kTriggers.at(static_cast<std::size_t>(trigger));
}

std::optional<Trigger> trigger_named(std::string_view name) {
  for (const TriggerFacts& row : kTriggers) {
    if (row.name == name) {
      return row.trigger;
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> trigger_names() {
  std::vector<std::string_view> names;
  names.reserve(kTriggers.size());
  for (const TriggerFacts& row : kTriggers) {
    names.push_back(row.name);
  }
  return names;
}

bool supports(Family family, Trigger trigger) {
  return facts(trigger).records.event || !facts(family).needs_event;
}

}  // namespace hookstorm
