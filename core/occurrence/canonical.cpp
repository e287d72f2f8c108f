#include "core/occurrence/canonical.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/family/derivation.hpp"
#include "core/text/decimal.hpp"

namespace hookstorm {
namespace {

json::Value empty(json::Kind kind) {
  json::Value value;
  value.kind = kind;
  return value;
}

json::Value text_value(std::string_view characters) {
  json::Value value = empty(json::Kind::text);
  value.text = characters;
  return value;
}

json::Value number_value(std::string_view digits) {
  json::Value value = empty(json::Kind::number);
  value.text = digits;
  return value;
}

json::Value boolean_value(bool truth) {
  json::Value value = empty(json::Kind::boolean);
  value.truth = truth;
  return value;
}

json::Value texts_value(const std::vector<std::string>& texts) {
  json::Value list = empty(json::Kind::list);
  for (const std::string& text : texts) {
    list.members.push_back({{}, text_value(text)});
  }
  return list;
}

void add(json::Value& object, std::string_view name, json::Value value) {
  object.members.push_back({std::string(name), std::move(value)});
}

class CanonicalRecords {
 public:
  explicit CanonicalRecords(const Occurrence& occurrence) : occurrence_(occurrence) {}

  void add_to(json::Value& object) const {
    add_record(object, "event", occurrence_.event);
    add_record(object, "session", occurrence_.session);
    add_record(object, "person", occurrence_.person);
    if (facts(occurrence_.trigger).records.attendees) {
      json::Value list = empty(json::Kind::list);
      for (const Record& person : occurrence_.attendees) {
        list.members.push_back({{}, record_value(person, &person)});
      }
      add(object, "attendees", std::move(list));
    }
    add_record(object, "job", occurrence_.job);
  }

 private:
  void add_record(json::Value& object, std::string_view name,
                  const std::optional<Record>& record) const {
    if (record) {
      add(object, name, record_value(*record, &*record));
    }
  }

  /// `outermost` is the occurrence's own record that holds this one.
  [[nodiscard]] json::Value record_value(const Record& record, const Record* outermost) const {
    json::Value object = empty(json::Kind::object);
    object.members.reserve(record.values.size() + record.unknown.size());
    for (std::size_t i = 0; i < record.values.size(); ++i) {
      const Field& field = record.resource->fields[i];
      const FieldValue& value = record.values[i];
      if (field.derivation != Derivation::none) {
        add(object, field.name,
            text_value(derived_text(field, value, occurrence_, outermost, Family::extended)));
      } else if (field.presence != Presence::optional ||
                 !std::holds_alternative<std::monostate>(value)) {
        add(object, field.name, field_value(field, value, outermost));
      }
    }
    object.members.insert(object.members.end(), record.unknown.begin(), record.unknown.end());
    return object;
  }

  [[nodiscard]] json::Value field_value(const Field& field, const FieldValue& value,
                                        const Record* outermost) const {
    if (const auto* truth = std::get_if<bool>(&value)) {
      return boolean_value(*truth);
    }
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      return field.type == FieldType::moment ? text_value(format_timestamp(*integer))
                                             : number_value(decimal(*integer));
    }
    if (const auto* number = std::get_if<NumberLiteral>(&value)) {
      return number_value(number->digits);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
      return text_value(*text);
    }
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
      return texts_value(*texts);
    }
    if (const auto* records = std::get_if<std::vector<Record>>(&value)) {
      return records_value(field, *records, outermost);
    }
    return {};
  }

  [[nodiscard]] json::Value records_value(const Field& field, const std::vector<Record>& records,
                                          const Record* outermost) const {
    if (field.type == FieldType::record) {
      return record_value(records.front(), outermost);
    }
    json::Value list = empty(json::Kind::list);
    for (const Record& record : records) {
      list.members.push_back({{}, record_value(record, outermost)});
    }
    return list;
  }

  const Occurrence& occurrence_;
};

}  // namespace

json::Value canonical_records(const Occurrence& occurrence) {
  json::Value object = empty(json::Kind::object);
  CanonicalRecords(occurrence).add_to(object);
  return object;
}

json::Value canonical_value(const Occurrence& occurrence) {
  json::Value object = empty(json::Kind::object);
  add(object, "trigger", text_value(facts(occurrence.trigger).name));
  add(object, "occurred_at", text_value(format_timestamp(occurrence.occurred_at)));
  CanonicalRecords(occurrence).add_to(object);
  return object;
}

void write_canonical(json::Writer& writer, const Occurrence& occurrence) {
  writer.value(canonical_value(occurrence));
}

}  // namespace hookstorm
