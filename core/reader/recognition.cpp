#include "core/reader/recognition.hpp"

#include <string>

#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"

namespace hookstorm {
namespace {

/// The value below `value` at the members `names`; null where one is missing.
const json::Value* find(const json::Value& value, std::initializer_list<std::string_view> names) {
  const json::Value* found = &value;
  for (const std::string_view name : names) {
    found = found == nullptr ? nullptr : found->find(name);
  }
  return found;
}

bool is_given(const json::Value* value) {
  return value != nullptr && !value->is(json::Kind::null);
}

/// The trigger that a member names. Where the family's envelope is anybody's, a name that is no
/// trigger's shows that the body is another sender's.
std::optional<Recognition> named(Family family, const json::Value& name, std::string_view path,
                                 Problems& problems) {
  if (!name.is(json::Kind::text)) {
    problems.error(std::string(path), "wrong-type", "This must be the trigger's name, not {}.",
                   {json::described(name.kind)});
    return std::nullopt;
  }
  const std::string_view text = name.text;
  const std::optional<Trigger> trigger = trigger_named(text);
  if (!trigger) {
    const bool is_own_envelope = family == Family::extended;
    problems.error(
        std::string(path), is_own_envelope ? "unknown-trigger" : "unknown-body",
        "No trigger is called \"{}\"{}{}",
        {excerpt(text), (is_own_envelope ? "." : ": this is probably another sender's body."),
         suggestion(text, trigger_names())});
    return std::nullopt;
  }
  return Recognition{.family = family, .trigger = *trigger};
}

/// Of registrants the vendor sends this family only when they register, and then it does not say
/// whether they attended.
Trigger trigger_of_attendee(const json::Value& attendee) {
  const json::Value* attended = attendee.find("is_attendance");
  if (attended == nullptr) {
    return Trigger::people_registered;
  }
  return attended->is(json::Kind::boolean) && attended->truth ? Trigger::people_attended
                                                              : Trigger::people_not_attended;
}

/// A legacy body names no trigger. The vendor sends this family for four of them, told apart by
/// what the body holds; what only Hookstorm sends so is told by what they would never hold.
Trigger trigger_of_legacy(const json::Value& body, const json::Value& webinar) {
  if (const json::Value* attendee = body.find("attendee")) {
    return trigger_of_attendee(*attendee);
  }
  if (webinar.find("ended_at") != nullptr || webinar.find("attendees") != nullptr) {
    return Trigger::session_ended;
  }
  if (webinar.find("started_at") != nullptr) {
    return Trigger::session_started;
  }
  if (webinar.find("room_link") != nullptr) {
    return Trigger::session_created;
  }
  return is_given(webinar.find("published_at")) ? Trigger::event_published : Trigger::event_created;
}

void remark_guess(Trigger trigger, const json::Value& body, Problems& problems) {
  const bool says_attendance = find(body, {"attendee", "is_attendance"}) != nullptr;
  if (facts(trigger).documented_family != Family::legacy || says_attendance) {
    problems.warning("", "ambiguous-trigger",
                     "Bodies of this family do not name their trigger; by its members this one is "
                     "of {}, but the vendor does not send it so.",
                     {facts(trigger).name});
  }
}

}  // namespace

std::optional<Recognition> recognise(const json::Value& body, Problems& problems) {
  if (const json::Value* event = find(body, {"data", "meta", "webhook", "event"})) {
    return named(Family::extended, *event, "/data/meta/webhook/event", problems);
  }
  if (const json::Value* webinar = body.find("webinar")) {
    const Trigger trigger = trigger_of_legacy(body, *webinar);
    remark_guess(trigger, body, problems);
    return Recognition{.family = Family::legacy, .trigger = trigger};
  }
  const json::Value* type = body.find("type");
  if (type != nullptr && body.find("specversion") != nullptr) {
    return named(Family::cloudevents, *type, "/type", problems);
  }
  if (type != nullptr && body.find("timestamp") != nullptr && body.find("data") != nullptr) {
    return named(Family::standard, *type, "/type", problems);
  }
  problems.error("", "unknown-body",
                 "This is the body of no known family. Looked for were \"data.meta.webhook.event\" "
                 "(extended), \"webinar\" (legacy), and \"type\" with \"timestamp\" and \"data\" "
                 "(standard) or with \"specversion\" (cloudevents; in binary mode the trigger "
                 "stands in the header ce-type alone).");
  return std::nullopt;
}

}  // namespace hookstorm
