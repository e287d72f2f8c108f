#include "core/family/extended.hpp"

#include <variant>

#include "core/family/derivation.hpp"
#include "core/json/writer.hpp"
#include "core/occurrence/subject.hpp"
#include "core/sorting/sorting.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kBodyBytesExpected = 2048;

class ExtendedWriter {
 public:
  explicit ExtendedWriter(const Occurrence& occurrence)
      : occurrence_(occurrence), person_(occurrence.person ? &*occurrence.person : nullptr) {}

  std::string body(std::string_view webhook_id, bool included) {
    const auto subject = subject_of(occurrence_.trigger).record;
    writer_.begin_object().name("data").begin_object();
    write_resource_members(*(occurrence_.*subject));
    writer_.name("meta").begin_object().name("webhook").begin_object();
    writer_.name("id").text(webhook_id);
    writer_.name("event").text(facts(occurrence_.trigger).name);
    writer_.end_object().end_object().end_object();
    if (included) {
      write_included(subject);
    }
    writer_.end_object();
    return writer_.take();
  }

 private:
  /// What else the occurrence has: nothing is related that its trigger does not bring along.
  void write_included(std::optional<Record> Occurrence::*subject) {
    writer_.name("included").begin_list();
    for (const auto related : {&Occurrence::event, &Occurrence::session}) {
      if (related != subject && occurrence_.*related) {
        write_resource(*(occurrence_.*related));
      }
    }
    std::vector<std::string_view> ids;
    for (const Record& attendee : occurrence_.attendees) {
      ids.push_back(attendee.text("id"));
    }
    const std::vector<bool> repeated = repetitions(ids);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!repeated[i]) {
        person_ = &occurrence_.attendees[i];
        write_resource(*person_);
      }
    }
    writer_.end_list();
  }

  void write_resource(const Record& record) {
    writer_.begin_object();
    write_resource_members(record);
    writer_.end_object();
  }

  void write_resource_members(const Record& record) {
    writer_.name("id").text(record.text("id"));
    writer_.name("type").text(record.resource->extended_type);
    writer_.name("attributes");
    write_object(record);
  }

  void write_object(const Record& record) {
    writer_.begin_object();
    for (std::size_t i = 0; i < record.resource->fields.size(); ++i) {
      const Field& field = record.resource->fields[i];
      if (field.extended != ExtendedForm::hidden) {
        write_field(field, record.values[i]);
      }
    }
    for (const json::Member& member : record.unknown) {
      writer_.name(member.name).value(member.value);
    }
    writer_.end_object();
  }

  void write_field(const Field& field, const FieldValue& value) {
    if (field.derivation != Derivation::none) {
      writer_.name(field.name)
          .text(derived_text(field, value, occurrence_, person_, Family::extended));
    } else if (field.presence != Presence::optional ||
               !std::holds_alternative<std::monostate>(value)) {
      writer_.name(field.name);
      write_value(field, value);
    }
  }

  void write_value(const Field& field, const FieldValue& value) {
    if (const auto* truth = std::get_if<bool>(&value)) {
      writer_.boolean(*truth);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      writer_.integer(in_extended_units(field, *integer));
    } else if (const auto* number = std::get_if<NumberLiteral>(&value)) {
      writer_.number(number->digits);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      writer_.text(*text);
    } else if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
      writer_.texts(*texts);
    } else if (const auto* records = std::get_if<std::vector<Record>>(&value)) {
      write_records(field, *records);
    } else if (field.type == FieldType::moment) {
      writer_.integer(0);
    } else {
      writer_.null();
    }
  }

  void write_records(const Field& field, const std::vector<Record>& records) {
    if (field.type == FieldType::records) {
      writer_.begin_list();
      for (const Record& record : records) {
        write_object(record);
      }
      writer_.end_list();
    } else if (field.extended == ExtendedForm::resource) {
      write_resource(records.front());
    } else {
      write_object(records.front());
    }
  }

  static std::int64_t in_extended_units(const Field& field, std::int64_t canonical) {
    if (field.type == FieldType::moment) {
      return canonical / 1000;
    }
    return field.extended == ExtendedForm::minutes ? canonical / 60 : canonical;
  }

  const Occurrence& occurrence_;
  const Record* person_;  ///< Whose connection link is written.
  json::Writer writer_{kBodyBytesExpected};
};

}  // namespace

std::string build_extended_body(const Occurrence& occurrence, std::string_view webhook_id,
                                bool included) {
  return ExtendedWriter(occurrence).body(webhook_id, included);
}

}  // namespace hookstorm
