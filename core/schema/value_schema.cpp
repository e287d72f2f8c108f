#include "core/schema/value_schema.hpp"

#include <cstdint>
#include <optional>
#include <string>

#include "core/record/record_check.hpp"
#include "core/text/sentence.hpp"

namespace hookstorm {
namespace {

std::string description_of(const Field& field) {
  std::string description(field.description);
  if (field.type == FieldType::epoch_seconds) {
    description += " In seconds since 1970, 0 where unset.";
  } else if (const std::string_view unit = name_of(unit_of(field)); !unit.empty()) {
    description += sentence(" In {}.", {unit});
  }
  return description;
}

class ValueSchema {
 public:
  ValueSchema(json::Writer& writer, const Field& field) : writer_(writer), field_(field) {}

  void write() {
    writer_.begin_object();
    writer_.name("description").text(description_of(field_));
    switch (field_.type) {
      case FieldType::boolean:
        write_type("boolean");
        break;
      case FieldType::integer:
        write_integer({});
        break;
      case FieldType::duration:
        write_integer(kDurationSecondsMax);
        break;
      case FieldType::epoch_seconds:
        write_integer(kEpochSecondsMax);
        break;
      case FieldType::number:
        write_type("number");
        break;
      case FieldType::record:
        write_record();
        break;
      case FieldType::records:
        write_records();
        break;
      case FieldType::resources:
        write_resources();
        break;
      case FieldType::text_or_texts:
        write_type("string", "array");
        write_list_of_texts();
        break;
      case FieldType::answers:
        write_answers();
        break;
      default:
        write_text();
    }
    writer_.end_object();
  }

 private:
  [[nodiscard]] bool may_be_null() const {
    return field_.presence != Presence::required && field_.presence != Presence::due;
  }

  /// `"type"` with null where the field allows it.
  void write_type(std::string_view type, std::string_view other = {}) {
    writer_.name("type");
    if (other.empty() && !may_be_null()) {
      writer_.text(type);
      return;
    }
    writer_.begin_list().text(type);
    if (!other.empty()) {
      writer_.text(other);
    }
    if (may_be_null()) {
      writer_.text("null");
    }
    writer_.end_list();
  }

  void write_integer(std::optional<std::int64_t> maximum) {
    write_type("integer");
    writer_.name("minimum").integer(field_.presence == Presence::due ? 1 : 0);  // 0 is "unset".
    if (maximum) {
      writer_.name("maximum").integer(*maximum);
    }
  }

  void write_reference() { write_reference(*field_.resource); }

  void write_reference(const Resource& resource) {
    writer_.name("$ref").text(sentence("#/$defs/{}", {resource.name}));
  }

  void write_record() {
    if (!may_be_null()) {
      write_reference();
      return;
    }
    writer_.name("anyOf").begin_list().begin_object();
    write_reference();
    writer_.end_object().begin_object().name("type").text("null").end_object().end_list();
  }

  void write_records() {
    write_type("array");
    writer_.name("items").begin_object();
    write_reference();
    writer_.end_object();
    write_length("maxItems", kListItemsMax);
  }

  void write_resources() {
    write_type("array");
    if (field_.resource->fields.empty()) {
      return write_length("maxItems", 0);
    }
    writer_.name("items").begin_object().name("anyOf").begin_list();
    for (const Field& kind : field_.resource->fields) {
      writer_.begin_object();
      write_reference(*kind.resource);
      writer_.end_object();
    }
    writer_.end_list().end_object();
    write_length("maxItems", kListItemsMax);
  }

  void write_list_of_texts() {
    write_length("maxLength", kTextBytesMax);
    writer_.name("items").begin_object().name("type").text("string");
    write_length("maxLength", kTextBytesMax);
    writer_.end_object();
    write_length("maxItems", kListItemsMax);
  }

  void write_answers() {
    write_type("object");
    writer_.name("additionalProperties").begin_object();
    writer_.name("type").begin_list().text("string").text("array").text("null").end_list();
    write_list_of_texts();
    writer_.end_object();
  }

  void write_text() {
    if (field_.allowed.size() == 1 && !may_be_null()) {
      writer_.name("const").text(field_.allowed.front());
      return;
    }
    write_type("string");
    write_allowed();
    write_form();
  }

  void write_allowed() {
    if (field_.allowed.empty()) {
      return;
    }
    writer_.name("enum").begin_list();
    for (const std::string_view value : field_.allowed) {
      writer_.text(value);
    }
    if (may_be_null()) {
      writer_.null();
    }
    writer_.end_list();
  }

  /// What the check requires of a text. Formats are remarks to some validators, so patterns stand
  /// beside those that would let through too much or too little.
  void write_form() {
    switch (field_.type) {
      case FieldType::uuid:
        writer_.name("format").text("uuid");
        return write_length("maxLength", 36);  // Not `urn:uuid:…`.
      case FieldType::email:
        writer_.name("format").text("email");
        return write_length("maxLength", kEmailBytesMax);
      case FieldType::link:
        writer_.name("format").text("uri");
        return write_pattern("^https?://.");
      case FieldType::moment:
        writer_.name("format").text("date-time");
        return write_pattern("^(19[7-9]|[2-9]\\d\\d)\\d-\\d\\d-\\d\\d[Tt]");
      case FieldType::language:
        return write_pattern("^[a-z]{2}$");
      case FieldType::time_zone:
        write_length("maxLength", kTimeZoneBytesMax);
        return write_pattern("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$");
      default:
        if (field_.allowed.empty()) {
          write_length("maxLength", kTextBytesMax);
        }
    }
  }

  void write_length(std::string_view keyword, std::size_t length) {
    writer_.name(keyword).integer(static_cast<std::int64_t>(length));
  }

  void write_pattern(std::string_view pattern) { writer_.name("pattern").text(pattern); }

  json::Writer& writer_;
  const Field& field_;
};

}  // namespace

void write_value_schema(json::Writer& writer, const Field& field) {
  ValueSchema(writer, field).write();
}

}  // namespace hookstorm
