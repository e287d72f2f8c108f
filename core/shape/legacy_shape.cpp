#include "core/shape/legacy_shape.hpp"

#include <utility>

#include "core/record/resources.hpp"
#include "core/sorting/sorting.hpp"

namespace hookstorm {
namespace {

class LegacyTables {
 public:
  explicit LegacyTables(Trigger trigger) : trigger_(facts(trigger)) {}

  Shape take() {
    std::vector<Field> rows;
    if (trigger_.records.person) {
      rows.push_back(nesting_row("attendee", "Whom it happened to.", attendee()));
    }
    rows.push_back(nesting_row("webinar", "The event and its session in one.", webinar()));
    shape_.add("body", Members::closed, std::move(rows));
    return std::move(shape_);
  }

 private:
  const Resource& webinar() {
    std::vector<Field> rows;
    add_rows(rows, kEvent);
    add_rows(rows, kSession);
    rows = sorted_by_position(rows);
    if (trigger_.records.attendees) {
      rows.push_back(nesting_row("attendees",
                                 "The session's registrants, whether they attended or not.",
                                 attendee(), FieldType::records));
    }
    return shape_.add("webinar", Members::closed, std::move(rows));
  }

  const Resource& attendee() {
    std::vector<Field> rows;
    add_rows(rows, kPerson);
    for (const Field& field : kPerson.fields) {
      if (field.name == "registrant_detail") {
        add_rows(rows, *field.resource);
      }
    }
    rows = sorted_by_position(rows);
    return shape_.add("attendee", Members::closed, std::move(rows));
  }

  void add_rows(std::vector<Field>& rows, const Resource& resource) const {
    for (const Field& field : resource.fields) {
      if (field.legacy.exists() && field.since <= trigger_.stage) {
        rows.push_back(row_of(field, resource));
      }
    }
  }

  static Field row_of(const Field& field, const Resource& resource) {
    Field row = field;
    row.origin = &field;
    row.name = field.legacy.name;
    if (field.type == FieldType::records) {
      row.type = FieldType::answers;
      row.resource = nullptr;
    }
    // What the family shows of a session before there is one, it shows as null.
    const bool precedes_session = &resource == &kSession && field.since == Stage::event;
    const bool is_always_given = field.presence == Presence::required ||
                                 field.presence == Presence::due ||
                                 field.derivation != Derivation::none;
    row.presence = is_always_given && !precedes_session ? Presence::required : Presence::written;
    return row;
  }

  static std::vector<Field> sorted_by_position(const std::vector<Field>& rows) {
    const auto before = [&](std::size_t left, std::size_t right) {
      return rows[left].legacy.position < rows[right].legacy.position;
    };
    std::vector<Field> sorted;
    for (const std::size_t index : sorted_indices(rows.size(), before)) {
      sorted.push_back(rows[index]);
    }
    return sorted;
  }

  const TriggerFacts& trigger_;
  Shape shape_;
};

}  // namespace

Shape legacy_shape(Trigger trigger) {
  return LegacyTables(trigger).take();
}

}  // namespace hookstorm
