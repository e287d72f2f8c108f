#include "core/shape/record_rows.hpp"

#include <utility>

#include "core/record/resources.hpp"

namespace hookstorm {
namespace {

class RecordRows {
 public:
  RecordRows(Shape& shape, Trigger trigger, RecordForm form)
      : shape_(shape), trigger_(facts(trigger)), form_(form) {}

  std::vector<Field> take() {
    const RecordsOfTrigger records = trigger_.records;
    if (records.event) {
      add("event", kEvent, "The event.");
    }
    if (records.session) {
      add("session", kSession, "The session.");
    }
    if (records.person) {
      add("person", kPerson, "Whom it happened to.");
    }
    if (records.attendees) {
      add("attendees", kPerson, "The session's registrants, whether they attended or not.",
          FieldType::records);
    }
    if (records.job) {
      add("job", kJob, "The job.");
    }
    return std::move(rows_);
  }

 private:
  void add(std::string_view name, const Resource& resource, std::string_view description,
           FieldType type = FieldType::record) {
    rows_.push_back(nesting_row(name, description, table(resource), type));
  }

  const Resource& table(const Resource& resource) {
    std::vector<Field> rows;
    rows.reserve(resource.fields.size());
    for (const Field& field : resource.fields) {
      Field row = field;
      row.origin = &field;
      row.presence = presence_of(field);
      if (field.resource != nullptr) {
        row.resource = &table(*field.resource);
      }
      rows.push_back(row);
    }
    return shape_.add(resource.name, Members::open, std::move(rows));
  }

  [[nodiscard]] Presence presence_of(const Field& field) const {
    if (field.presence == Presence::due && field.since <= trigger_.stage) {
      return Presence::required;
    }
    if (form_ == RecordForm::canonical && field.derivation != Derivation::none) {
      return Presence::required;
    }
    if (field.presence == Presence::due || field.presence == Presence::nullable) {
      return form_ == RecordForm::canonical ? Presence::written : Presence::nullable;
    }
    return field.presence;
  }

  Shape& shape_;
  const TriggerFacts& trigger_;
  RecordForm form_;
  std::vector<Field> rows_;
};

}  // namespace

std::vector<Field> record_rows(Shape& shape, Trigger trigger, RecordForm form) {
  return RecordRows(shape, trigger, form).take();
}

}  // namespace hookstorm
