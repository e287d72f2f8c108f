#include "core/reader/body_records.hpp"

#include <utility>

#include "core/occurrence/subject.hpp"
#include "core/record/resources.hpp"

namespace hookstorm {
namespace {

/// A record of `resource` with those of `source`'s values whose rows were made of its fields. What
/// the tables do not know is not taken along: several records may stand in one object.
Record taken(const Resource& resource, const Record& source) {
  Record record = empty_record(resource);
  for (std::size_t i = 0; i < source.values.size(); ++i) {
    for (std::size_t k = 0; k < record.values.size(); ++k) {
      if (source.resource->fields[i].origin == &resource.fields[k]) {
        record.values[k] = source.values[i];
      }
    }
  }
  return record;
}

/// The registration that a legacy attendee holds among its own members.
Record person_of_attendee(const Record& attendee) {
  Record person = taken(kPerson, attendee);
  for (std::size_t i = 0; i < kPerson.fields.size(); ++i) {
    if (kPerson.fields[i].name == "registrant_detail") {
      person.values[i] = std::vector<Record>{taken(*kPerson.fields[i].resource, attendee)};
    }
  }
  return person;
}

/// The registrants that `holder` lists, each read by `person_of`.
void take_attendees(const Record& holder, Record (*person_of)(const Record&),
                    Occurrence& occurrence) {
  if (const auto* attendees = holder.get<std::vector<Record>>("attendees")) {
    for (const Record& attendee : *attendees) {
      occurrence.attendees.push_back(person_of(attendee));
    }
  }
}

void take_legacy(const Record& body, BodyRecords& records) {
  Occurrence& occurrence = records.occurrence;
  const RecordsOfTrigger wanted = facts(occurrence.trigger).records;
  const Record* webinar = body.nested("webinar");
  if (webinar != nullptr) {
    occurrence.event = taken(kEvent, *webinar);
    if (wanted.session) {
      occurrence.session = taken(kSession, *webinar);
    }
  }
  if (wanted.person) {
    if (const Record* attendee = body.nested("attendee")) {
      occurrence.person = person_of_attendee(*attendee);
    }
  }
  if (webinar != nullptr && wanted.attendees) {
    take_attendees(*webinar, person_of_attendee, occurrence);
  }
  records.paths = {.event = "/webinar",
                   .session = "/webinar",
                   .person = "/attendee",
                   .attendees = item_paths("/webinar/attendees", occurrence.attendees.size()),
                   .job = "",
                   .registration = ""};
}

/// The same of an object that holds one record alone, with what the tables do not know.
Record taken_whole(const Resource& resource, const Record& source) {
  Record record = taken(resource, source);
  record.unknown = source.unknown;
  return record;
}

/// The record in a resource object: its attributes and its id.
std::optional<Record> taken_resource(const Resource& resource, const Record& object) {
  const Record* attributes = object.nested("attributes");
  if (attributes == nullptr) {
    return std::nullopt;
  }
  Record record = taken_whole(resource, *attributes);
  record.at("id") = object.at("id");
  return record;
}

/// The related resources, as far as they are the records that the trigger brings along.
void take_included(const std::vector<Record>& included, BodyRecords& records) {
  static constexpr std::string_view kList = "/included";
  Occurrence& occurrence = records.occurrence;
  for (std::size_t i = 0; i < included.size(); ++i) {
    const Record& object = included[i];
    const std::string_view type = object.values.empty() ? "" : object.text("type");
    const std::string path = child_path(child_path(kList, i), "attributes");
    if (type == kEvent.extended_type && !occurrence.event) {
      occurrence.event = taken_resource(kEvent, object);
      records.paths.event = path;
    } else if (type == kSession.extended_type && !occurrence.session) {
      occurrence.session = taken_resource(kSession, object);
      records.paths.session = path;
    } else if (type == kPerson.extended_type) {
      if (std::optional<Record> attendee = taken_resource(kPerson, object)) {
        occurrence.attendees.push_back(std::move(*attendee));
        records.paths.attendees.push_back(path);
      }
    }
  }
}

void take_extended(const Record& body, BodyRecords& records) {
  const Record* data = body.nested("data");
  if (data == nullptr) {
    return;
  }
  const Subject subject = subject_of(records.occurrence.trigger);
  records.occurrence.*subject.record = taken_resource(*subject.resource, *data);
  records.paths = {.event = "/data/attributes",
                   .session = "/data/attributes",
                   .person = "/data/attributes",
                   .attendees = {},
                   .job = "/data/attributes",
                   .registration = "registrant_detail"};
  if (const auto* included = body.get<std::vector<Record>>("included")) {
    take_included(*included, records);
  }
}

/// The record at a member of `data`; nothing where the trigger has none, or it is not given.
std::optional<Record> taken_member(const Resource& resource, const Record& data,
                                   std::string_view name, bool is_wanted) {
  const Record* record = is_wanted ? data.nested(name) : nullptr;
  return record == nullptr ? std::nullopt : std::optional(taken_whole(resource, *record));
}

/// Of an envelope around canonical records, whose member `moment_name` says when it happened.
void take_canonical(const Record& body, std::string_view moment_name, BodyRecords& records) {
  Occurrence& occurrence = records.occurrence;
  if (const auto* moment = body.get<EpochMilliseconds>(moment_name)) {
    occurrence.occurred_at = *moment;
  }
  const Record* data = body.nested("data");
  if (data == nullptr) {
    return;
  }
  const RecordsOfTrigger wanted = facts(occurrence.trigger).records;
  occurrence.event = taken_member(kEvent, *data, "event", wanted.event);
  occurrence.session = taken_member(kSession, *data, "session", wanted.session);
  occurrence.person = taken_member(kPerson, *data, "person", wanted.person);
  occurrence.job = taken_member(kJob, *data, "job", wanted.job);
  if (wanted.attendees) {
    take_attendees(
        *data, [](const Record& attendee) { return taken_whole(kPerson, attendee); }, occurrence);
  }
  records.paths = {.event = "/data/event",
                   .session = "/data/session",
                   .person = "/data/person",
                   .attendees = item_paths("/data/attendees", occurrence.attendees.size()),
                   .job = "/data/job",
                   .registration = "registrant_detail"};
}

}  // namespace

BodyRecords records_of(const Record& body, const Recognition& recognition) {
  BodyRecords records;
  records.occurrence.trigger = recognition.trigger;
  switch (recognition.family) {
    case Family::extended:
      take_extended(body, records);
      break;
    case Family::legacy:
      take_legacy(body, records);
      break;
    case Family::standard:
      take_canonical(body, "timestamp", records);
      break;
    case Family::cloudevents:
      take_canonical(body, "time", records);
      break;
  }
  return records;
}

}  // namespace hookstorm
