#include "core/family/legacy.hpp"

#include <algorithm>
#include <array>
#include <variant>
#include <vector>

#include "core/family/derivation.hpp"
#include "core/json/writer.hpp"
#include "core/record/resources.hpp"
#include "core/sorting/sorting.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kBodyBytesExpected = 2048;

/// A member of a legacy object, and the record it comes from. The record is null where the
/// occurrence has none: the member is then written as null.
struct Column {
  const Field* field;
  const Record* record;
};

/// Adds the resource's columns as far as `stage` shows them, and those of its nested registration.
void add_columns(std::vector<Column>& columns, const Resource& resource, const Record* record,
                 Stage stage) {
  for (const Field& field : resource.fields) {
    if (field.legacy.exists() && field.since <= stage) {
      columns.push_back({&field, record});
    }
  }
}

/// The order of the columns in the body.
std::vector<std::size_t> by_position(const std::vector<Column>& columns) {
  return sorted_indices(columns.size(), [&](std::size_t left, std::size_t right) {
    return columns[left].field->legacy.position < columns[right].field->legacy.position;
  });
}

class LegacyWriter {
 public:
  explicit LegacyWriter(const Occurrence& occurrence)
      : occurrence_(occurrence), stage_(facts(occurrence.trigger).stage) {}

  std::string body() {
    writer_.begin_object();
    if (facts(occurrence_.trigger).records.person) {
      writer_.name("attendee");
      write_attendee(*occurrence_.person);
    }
    writer_.name("webinar");
    write_webinar();
    writer_.end_object();
    return writer_.take();
  }

 private:
  void write_webinar() {
    const Record* session = occurrence_.session ? &*occurrence_.session : nullptr;
    std::vector<Column> columns;
    add_columns(columns, kEvent, &*occurrence_.event, stage_);
    add_columns(columns, kSession, session, stage_);
    writer_.begin_object();
    write_columns(columns, nullptr);
    if (facts(occurrence_.trigger).records.attendees) {
      writer_.name("attendees").begin_list();
      for (const Record& person : occurrence_.attendees) {
        write_attendee(person);
      }
      writer_.end_list();
    }
    writer_.end_object();
  }

  void write_attendee(const Record& person) {
    const Record* registration = person.nested("registrant_detail");
    std::vector<Column> columns;
    add_columns(columns, kPerson, &person, stage_);
    add_columns(columns, *registration->resource, registration, stage_);
    writer_.begin_object();
    write_columns(columns, &person);
    writer_.end_object();
  }

  void write_columns(const std::vector<Column>& columns, const Record* person) {
    for (const std::size_t index : by_position(columns)) {
      const Column& column = columns[index];
      const Field& field = *column.field;
      writer_.name(field.legacy.name);
      if (column.record == nullptr) {
        writer_.null();
        continue;
      }
      const FieldValue& value = column.record->at(field.name);
      if (field.derivation != Derivation::none) {
        writer_.text(derived_text(field, value, occurrence_, person, Family::legacy));
      } else {
        write_value(field, value);
      }
    }
  }

  void write_value(const Field& field, const FieldValue& value) {
    if (const auto* truth = std::get_if<bool>(&value)) {
      writer_.boolean(*truth);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      if (field.type == FieldType::moment) {
        writer_.text(format_timestamp(*integer));
      } else {
        writer_.integer(*integer);
      }
    } else if (const auto* number = std::get_if<NumberLiteral>(&value)) {
      writer_.number(number->digits);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      writer_.text(*text);
    } else if (const auto* answers = std::get_if<std::vector<Record>>(&value)) {
      write_answers(*answers);
    } else {
      writer_.null();
    }
  }

  /// The answers to the organiser's own questions, by the question's id; the form's standard
  /// questions are members of the attendee already.
  void write_answers(const std::vector<Record>& answers) {
    static constexpr std::array<std::string_view, 3> kStandard = {"email", "first_name",
                                                                  "last_name"};
    writer_.begin_object();
    for (const Record& answer : answers) {
      const std::string_view id = answer.text("id");
      if (std::find(kStandard.begin(), kStandard.end(), id) == kStandard.end()) {
        writer_.name(id);
        write_answer(answer.at("value"));
      }
    }
    writer_.end_object();
  }

  void write_answer(const FieldValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      writer_.text(*text);
    } else if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
      writer_.texts(*texts);
    } else {
      writer_.null();
    }
  }

  const Occurrence& occurrence_;
  Stage stage_;
  json::Writer writer_{kBodyBytesExpected};
};

}  // namespace

std::string build_legacy_body(const Occurrence& occurrence) {
  return LegacyWriter(occurrence).body();
}

}  // namespace hookstorm
