#include <utility>

#include "core/record/resources.hpp"
#include "core/shape/shape.hpp"

namespace hookstorm {
namespace {

class OccurrenceTables {
 public:
  explicit OccurrenceTables(Trigger trigger) : trigger_(facts(trigger)) {}

  Shape take() {
    std::vector<Field> rows = {
        {.name = "trigger",
         .type = FieldType::text,
         .description = "What happened.",
         .allowed = {&trigger_.name, 1}},
        {.name = "occurred_at", .type = FieldType::moment, .description = "When it happened."}};
    if (trigger_.records.event) {
      rows.push_back(record_row("event", kEvent, "The event."));
    }
    if (trigger_.records.session) {
      rows.push_back(record_row("session", kSession, "The session."));
    }
    if (trigger_.records.person) {
      rows.push_back(record_row("person", kPerson, "Whom it happened to."));
    }
    if (trigger_.records.attendees) {
      rows.push_back({.name = "attendees",
                      .type = FieldType::records,
                      .description = "The session's registrants, whether they attended or not.",
                      .resource = &table(kPerson)});
    }
    if (trigger_.records.job) {
      rows.push_back(record_row("job", kJob, "The job."));
    }
    shape_.add("occurrence", Members::open, std::move(rows));
    return std::move(shape_);
  }

 private:
  Field record_row(std::string_view name, const Resource& resource, std::string_view description) {
    return {.name = name,
            .type = FieldType::record,
            .description = description,
            .resource = &table(resource)};
  }

  const Resource& table(const Resource& resource) {
    std::vector<Field> rows(resource.fields.begin(), resource.fields.end());
    for (Field& row : rows) {
      if (row.presence == Presence::due) {
        row.presence = row.since <= trigger_.stage ? Presence::required : Presence::nullable;
      }
      if (row.resource != nullptr) {
        row.resource = &table(*row.resource);
      }
    }
    return shape_.add(std::string(resource.name), Members::open, std::move(rows));
  }

  const TriggerFacts& trigger_;
  Shape shape_;
};

}  // namespace

Shape occurrence_shape(Trigger trigger) {
  return OccurrenceTables(trigger).take();
}

}  // namespace hookstorm
