#include "core/occurrence/consistency.hpp"

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

#include "core/sorting/sorting.hpp"
#include "core/text/percent_encoding.hpp"

namespace hookstorm {
namespace {

class ConsistencyChecker {
 public:
  ConsistencyChecker(const Occurrence& occurrence, Checking checking, const RecordPaths& paths,
                     Problems& problems)
      : occurrence_(occurrence), checking_(checking), paths_(paths), problems_(problems) {}

  void check() {
    check_registration_link();
    if (occurrence_.session) {
      check_session(*occurrence_.session);
    }
    if (occurrence_.person) {
      check_person(*occurrence_.person, paths_.person);
      check_participation(*occurrence_.person, paths_.person);
    }
    for (std::size_t i = 0; i < occurrence_.attendees.size(); ++i) {
      check_person(occurrence_.attendees[i], paths_.attendees[i]);
    }
    if (occurrence_.job) {
      check_job(*occurrence_.job);
    }
  }

 private:
  /// An error for a user's own data; foreign data is only remarked on.
  void disagreement(const std::string& path, std::string_view code, std::string_view pattern,
                    Parts parts = {}) {
    problems_.add(checking_ == Checking::strict ? Severity::error : Severity::warning, path, code,
                  pattern, parts);
  }

  /// Empty where the document does not tell of the event.
  [[nodiscard]] std::string_view event_text(std::string_view field) const {
    return occurrence_.event ? occurrence_.event->text(field) : std::string_view();
  }

  void check_registration_link() {
    const std::string_view id = event_text("id");
    const std::string_view link = event_text("registration_link");
    if (!id.empty() && !link.empty() && link.find(id) == std::string_view::npos) {
      disagreement(child_path(paths_.event, "registration_link"), "link-mismatch",
                   "The registration link does not hold the event's id.");
    }
  }

  void require_same_id(const Record& record, std::string_view field, std::string_view expected,
                       const std::string& path) {
    const std::string_view id = record.text(field);
    if (!id.empty() && !expected.empty() && id != expected) {
      disagreement(
          child_path(path, field), "id-mismatch",
          "This is not the id of the occurrence's own record; leave it out or correct it.");
    }
  }

  /// What has started or ended did so at some moment: readers of the legacy family tell the trigger
  /// by these.
  void require_due_fields(const Record& session, const std::string& path) {
    const TriggerFacts& trigger = facts(occurrence_.trigger);
    for (std::size_t i = 0; i < session.values.size(); ++i) {
      const Field& field = session.resource->fields[i];
      if (field.presence == Presence::due && field.since <= trigger.stage &&
          std::holds_alternative<std::monostate>(session.values[i])) {
        problems_.error(child_path(path, field.name), "missing-field",
                        "An occurrence of {} needs this moment.", {trigger.name});
      }
    }
  }

  void check_session(const Record& session) {
    const std::string& path = paths_.session;
    require_same_id(session, "event_id", event_text("id"), path);
    const std::string_view room = session.text("room_link");
    if (!room.empty() && room.find(session.text("id")) == std::string_view::npos) {
      disagreement(child_path(path, "room_link"), "link-mismatch",
                   "The room's link does not hold the session's id.");
    }
    require_due_fields(session, path);
    const auto* started = session.get<EpochMilliseconds>("started_at");
    const auto* ended = session.get<EpochMilliseconds>("ended_at");
    if (started == nullptr || ended == nullptr) {
      return;
    }
    if (*ended < *started) {
      problems_.warning(child_path(path, "ended_at"), "moment-order",
                        "The session ended before it started.");
      return;
    }
    const auto* duration = session.get<std::int64_t>("duration");
    const std::int64_t elapsed = (*ended - *started) / 1000;
    if (duration != nullptr && std::llabs(*duration - elapsed) > 1) {
      disagreement(
          child_path(path, "duration"), "duration-mismatch",
          "From start to end the session took {} seconds; leave the duration out or correct it.",
          {elapsed});
    }
  }

  [[nodiscard]] std::string registration_path_of(const std::string& person_path) const {
    return paths_.registration.empty() ? person_path : child_path(person_path, paths_.registration);
  }

  void check_person(const Record& person, const std::string& path) {
    const Record* registration = person.nested("registrant_detail");
    if (registration == nullptr) {
      return;
    }
    const std::string registration_path = registration_path_of(path);
    check_answers(*registration, registration_path);
    require_same_id(*registration, "event_id", event_text("id"), registration_path);
    check_connection_link(person, *registration, registration_path);
    if (!occurrence_.session) {
      return;
    }
    require_same_id(*registration, "session_id", occurrence_.session->text("id"),
                    registration_path);
    check_attendance(*registration, *occurrence_.session, registration_path);
  }

  /// The person did what the trigger says of them.
  void check_participation(const Record& person, const std::string& path) {
    const Participation said = facts(occurrence_.trigger).participation;
    const Record* registration = person.nested("registrant_detail");
    if (said == Participation::any || registration == nullptr) {
      return;
    }
    if (said == Participation::watched_replay) {
      require_replay_view(person, *registration, path);
      return;
    }
    const auto* attended = registration->get<bool>("attended");
    if (attended != nullptr && *attended != (said == Participation::attended)) {
      trigger_mismatch(child_path(registration_path_of(path), "attended"),
                       *attended ? "the person did not attend" : "the person attended");
    }
  }

  void require_replay_view(const Record& person, const Record& registration,
                           const std::string& path) {
    if (person.nested("replay_view_detail") == nullptr) {
      trigger_mismatch(child_path(path, "replay_view_detail"), "this says when the person watched");
    }
    const auto* has_viewed = registration.get<bool>("has_viewed_replay");
    if (has_viewed != nullptr && !*has_viewed) {
      trigger_mismatch(child_path(registration_path_of(path), "has_viewed_replay"),
                       "the person has watched the replay");
    }
  }

  void trigger_mismatch(const std::string& path, std::string_view meaning) {
    disagreement(path, "trigger-mismatch",
                 "In an occurrence of {}, {}; correct this or the trigger.",
                 {facts(occurrence_.trigger).name, meaning});
  }

  void check_job(const Record& job) {
    if (job.text("status") == "processing") {
      trigger_mismatch(child_path(paths_.job, "status"), "the job no longer runs");
    }
    const auto* total = job.get<std::int64_t>("total_items");
    const auto* processed = job.get<std::int64_t>("total_processed_items");
    const auto* failed = job.get<std::int64_t>("total_fail");
    const auto* succeeded = job.get<std::int64_t>("total_success");
    const std::string path = child_path(paths_.job, "total_processed_items");
    if (total != nullptr && processed != nullptr && *processed > *total) {
      disagreement(path, "count-mismatch", "More items are processed than the job has.");
    }
    // None is negative; their sum could overflow.
    if (processed != nullptr && failed != nullptr && succeeded != nullptr &&
        (*succeeded > *processed || *failed != *processed - *succeeded)) {
      disagreement(path, "count-mismatch",
                   "The items that failed and those that succeeded do not add up to this.");
    }
  }

  /// The legacy family writes answers as an object by the question's id.
  void check_answers(const Record& registration, const std::string& path) {
    const auto* answers = registration.get<std::vector<Record>>("fields");
    if (answers == nullptr) {
      return;
    }
    std::vector<std::string_view> ids;
    for (const Record& answer : *answers) {
      ids.push_back(answer.text("id"));
    }
    const std::vector<bool> repeated = repetitions(ids);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (repeated[i]) {
        problems_.error(child_path(child_path(child_path(path, "fields"), i), "id"), "duplicate-id",
                        "This question is answered twice; keep one answer.");
      }
    }
  }

  void check_connection_link(const Record& person, const Record& registration,
                             const std::string& path) {
    const std::string_view link = registration.text("connection_link");
    if (link.empty()) {
      return;
    }
    if (query_value(link, "email").value_or("") != person.text("email")) {
      problems_.warning(child_path(path, "connection_link"), "link-mismatch",
                        "The link's email is not the person's.");
    }
    if (query_value(link, "key").value_or("") != registration.text("password_key")) {
      problems_.warning(child_path(path, "connection_link"), "link-mismatch",
                        "The link's key is not the person's.");
    }
  }

  void check_attendance(const Record& registration, const Record& session,
                        const std::string& path) {
    const auto* attended = registration.get<std::int64_t>("attendance_duration");
    const auto* duration = session.get<std::int64_t>("duration");
    if (attended != nullptr && duration != nullptr && *attended > *duration) {
      problems_.warning(child_path(path, "attendance_duration"), "duration-mismatch",
                        "The person attended longer than the session lasted.");
    }
  }

  const Occurrence& occurrence_;
  Checking checking_;
  const RecordPaths& paths_;
  Problems& problems_;
};

}  // namespace

std::vector<std::string> item_paths(std::string_view list, std::size_t count) {
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < count; ++i) {
    paths.push_back(child_path(list, i));
  }
  return paths;
}

void check_consistency(const Occurrence& occurrence, Checking checking, std::string_view path,
                       Problems& problems) {
  const RecordPaths paths = {
      .event = child_path(path, "event"),
      .session = child_path(path, "session"),
      .person = child_path(path, "person"),
      .attendees = item_paths(child_path(path, "attendees"), occurrence.attendees.size()),
      .job = child_path(path, "job"),
      .registration = "registrant_detail"};
  check_consistency(occurrence, checking, paths, problems);
}

void check_consistency(const Occurrence& occurrence, Checking checking, const RecordPaths& paths,
                       Problems& problems) {
  ConsistencyChecker(occurrence, checking, paths, problems).check();
}

}  // namespace hookstorm
