#include "core/occurrence/occurrence.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/json/parser.hpp"
#include "core/occurrence/consistency.hpp"
#include "core/record/record_check.hpp"
#include "core/record/resources.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"

namespace hookstorm {
namespace {

class OccurrenceChecker {
 public:
  OccurrenceChecker(const json::Value& object, Checking checking, std::string_view path)
      : object_(object), checking_(checking), path_(path) {}

  Result<Occurrence> check() {
    if (!object_.is(json::Kind::object)) {
      problems_.error(std::string(path_), "wrong-type",
                      "An occurrence is an object with a trigger and its records, not {}.",
                      {json::described(object_.kind)});
      return Result<Occurrence>(problems_);
    }
    const bool has_trigger = check_trigger();
    check_occurred_at();
    const RecordsOfTrigger wanted = facts(occurrence_.trigger).records;
    if (wanted.event) {
      occurrence_.event = required_record("event", kEvent);
    }
    if (has_trigger) {
      check_further_records(wanted);
      remark_unused_records(wanted);
    }
    remark_unknown_members();
    if (has_trigger) {
      check_consistency(occurrence_, checking_, path_, problems_);
    }
    if (problems_.has_errors()) {
      return Result<Occurrence>(problems_);
    }
    derive_duration();
    return Result<Occurrence>(std::move(occurrence_), problems_);
  }

 private:
  /// The member `name` as a text; reports where there is none.
  const std::string* required_text(std::string_view name, std::string_view example) {
    const json::Value* value = object_.find(name);
    if (value == nullptr) {
      problems_.error(child_path(path_, name), "missing-field",
                      "An occurrence needs \"{}\", such as \"{}\".", {name, example});
      return nullptr;
    }
    if (!value->is(json::Kind::text)) {
      problems_.error(child_path(path_, name), "wrong-type",
                      "This must be a text such as \"{}\", not {}.",
                      {example, json::described(value->kind)});
      return nullptr;
    }
    return &value->text;
  }

  bool check_trigger() {
    const std::string* name = required_text("trigger", "event.created");
    if (name == nullptr) {
      return false;
    }
    const std::optional<Trigger> trigger = trigger_named(*name);
    if (!trigger) {
      problems_.error(child_path(path_, "trigger"), "unknown-trigger",
                      "No trigger is called \"{}\".{}",
                      {excerpt(*name), suggestion(*name, trigger_names())});
      return false;
    }
    occurrence_.trigger = *trigger;
    return true;
  }

  void check_occurred_at() {
    static constexpr std::string_view kExample = "2021-05-18T10:00:00.000Z";
    const std::string* text = required_text("occurred_at", kExample);
    if (text == nullptr) {
      return;
    }
    if (const std::optional<EpochMilliseconds> moment = parse_timestamp(*text)) {
      occurrence_.occurred_at = *moment;
    } else {
      problems_.error(child_path(path_, "occurred_at"), "invalid-moment",
                      "This is no moment from 1970 to 9999 in the form \"{}\" (RFC 3339, with its "
                      "offset from UTC).",
                      {kExample});
    }
  }

  void check_further_records(RecordsOfTrigger wanted) {
    if (wanted.session) {
      occurrence_.session = required_record("session", kSession);
    }
    if (wanted.person) {
      occurrence_.person = required_record("person", kPerson);
    }
    if (wanted.attendees) {
      check_attendees();
    }
    if (wanted.job) {
      occurrence_.job = required_record("job", kJob);
    }
  }

  void remark_unused_records(RecordsOfTrigger wanted) {
    const std::array<std::pair<std::string_view, bool>, 5> uses = {{{"event", wanted.event},
                                                                    {"session", wanted.session},
                                                                    {"person", wanted.person},
                                                                    {"attendees", wanted.attendees},
                                                                    {"job", wanted.job}}};
    for (const auto& [name, is_wanted] : uses) {
      if (!is_wanted && object_.find(name) != nullptr) {
        problems_.warning(child_path(path_, name), "unused-record",
                          "An occurrence of {} does not use this record.",
                          {facts(occurrence_.trigger).name});
      }
    }
  }

  Record required_record(std::string_view name, const Resource& resource) {
    const json::Value* value = object_.find(name);
    if (value != nullptr) {
      return check_record(*value, resource, checking_, child_path(path_, name), problems_);
    }
    missing_record(name, "an object");
    return empty_record(resource);
  }

  void check_attendees() {
    const json::Value* list = object_.find("attendees");
    const std::string path = child_path(path_, "attendees");
    if (list == nullptr) {
      missing_record("attendees", "a list of people, which may be empty");
      return;
    }
    occurrence_.attendees = check_records(*list, kPerson, checking_, path, problems_);
  }

  void missing_record(std::string_view name, std::string_view form) {
    problems_.error(child_path(path_, name), "missing-record",
                    "This occurrence needs the record \"{}\": {}.", {name, form});
  }

  void remark_unknown_members() {
    static constexpr std::array<std::string_view, 7> kKnown = {
        "trigger", "occurred_at", "event", "session", "person", "attendees", "job"};
    for (const json::Member& member : object_.members) {
      if (std::find(kKnown.begin(), kKnown.end(), member.name) == kKnown.end()) {
        problems_.warning(child_path(path_, member.name), "unknown-field",
                          "An occurrence has no member \"{}\"; it is left out.{}",
                          {excerpt(member.name), suggestion(member.name, kKnown)});
      }
    }
  }

  /// A session's duration is what lies between its start and end, in whole seconds.
  void derive_duration() {
    if (!occurrence_.session) {
      return;
    }
    Record& session = *occurrence_.session;
    const auto* started = session.get<EpochMilliseconds>("started_at");
    const auto* ended = session.get<EpochMilliseconds>("ended_at");
    const bool is_given = session.get<std::int64_t>("duration") != nullptr;
    if (!is_given && started != nullptr && ended != nullptr && *ended >= *started) {
      session.at("duration") = (*ended - *started) / 1000;
    }
  }

  const json::Value& object_;
  Checking checking_;
  std::string_view path_;
  Problems problems_;
  Occurrence occurrence_;
};

}  // namespace

Result<Occurrence> check_occurrence(const json::Value& value, Checking checking,
                                    std::string_view path) {
  return OccurrenceChecker(value, checking, path).check();
}

Result<Occurrence> parse_occurrence(std::string_view text, Checking checking) {
  const Result<json::Value> document = json::parse(text);
  if (!document.ok()) {
    return Result<Occurrence>(document.problems());
  }
  return check_occurrence(document.value(), checking, "");
}

}  // namespace hookstorm
