#include "core/record/record_check.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/uuid.hpp"
#include "core/time/timestamp.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kAccessKeyDigits = 22;

std::string_view expected(FieldType type) {
  switch (type) {
    case FieldType::text:
    case FieldType::uuid:
    case FieldType::email:
    case FieldType::link:
    case FieldType::language:
    case FieldType::time_zone:
    case FieldType::access_key:
      return "a text";
    case FieldType::text_or_texts:
      return "a text or a list of texts";
    case FieldType::boolean:
      return "true or false";
    case FieldType::integer:
      return "a whole number";
    case FieldType::number:
      return "a number";
    case FieldType::moment:
      return "a moment as text, such as \"2021-05-18T10:00:00.000Z\"";
    case FieldType::duration:
      return "a duration in whole seconds";
    case FieldType::record:
      return "an object";
    case FieldType::records:
      return "a list of objects";
    case FieldType::epoch_seconds:
      return "a moment in whole seconds since 1970, or 0";
    case FieldType::answers:
      return "an object of answers by the questions' ids";
    case FieldType::resources:
      return "a list of resources";
  }
  return "another value";
}

std::string listed(std::span<const std::string_view> values) {
  std::string list;
  for (const std::string_view value : values) {
    list += list.empty() ? "" : ", ";
    list += value;
  }
  return list;
}

bool is_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return text.size() <= kEmailBytesMax && at != std::string_view::npos && at > 0 &&
         at + 1 < text.size() && std::none_of(text.begin(), text.end(), [](char c) {
           return c == ' ' || ascii::is_control(c);
         });
}

bool is_link(std::string_view text) {
  const bool has_scheme = text.rfind("https://", 0) == 0 || text.rfind("http://", 0) == 0;
  return has_scheme && text.size() > text.find("://") + 3 &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return c == ' ' || c == '"' || c == '<' || c == '>' || ascii::is_control(c);
         });
}

/// The form of IANA's names, `Area/Location`, and `UTC`; which names exist changes every year.
bool is_time_zone(std::string_view text) {
  return !text.empty() && text.size() <= kTimeZoneBytesMax && ascii::is_letter(text.front()) &&
         text.back() != '/' && text.find("//") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return ascii::is_letter_or_digit(c) || c == '/' || c == '_' || c == '-' || c == '+';
         });
}

/// Where the items of a list have their table: all the same one, or each that of its type, which a
/// row of the one names.
enum class ItemTable : std::uint8_t { one, by_type };

/// Checks the members of one object against one table.
class RecordChecker {
 public:
  RecordChecker(Checking checking, Problems& problems) : checking_(checking), problems_(problems) {}

  Record check(const json::Value& object, const Resource& resource, const Place& place) {
    Record record = empty_record(resource);
    if (!object.is(json::Kind::object)) {
      error(place, "wrong-type", "The {} must be an object, not {}.",
            {resource.name, json::described(object.kind)});
      return record;
    }
    std::ptrdiff_t next = 0;
    for (const json::Member& member : object.members) {
      take_member(member, record, next, place);
    }
    require_fields(object, record, place);
    return record;
  }

  std::vector<Record> check_list(const json::Value& list, const Resource& resource,
                                 const Place& place, ItemTable item_table = ItemTable::one) {
    if (!list.is(json::Kind::list)) {
      error(place, "wrong-type", "This must be a list of objects, not {}.",
            {json::described(list.kind)});
      return {};
    }
    return fits(list, place) ? items(list, resource, place, item_table) : std::vector<Record>{};
  }

 private:
  /// Of a mistake that foreign data may have.
  [[nodiscard]] Severity tolerable() const {
    return checking_ == Checking::strict ? Severity::error : Severity::warning;
  }

  void error(const Place& place, std::string_view code, std::string_view pattern,
             Parts parts = {}) {
    report(Severity::error, place, code, pattern, parts);
  }

  void warning(const Place& place, std::string_view code, std::string_view pattern) {
    report(Severity::warning, place, code, pattern);
  }

  void report(Severity severity, const Place& place, std::string_view code,
              std::string_view pattern, Parts parts = {}) {
    problems_.add(severity, place.path(), code, pattern, parts);
  }

  /// A record without values stands for what has no table, and is not looked into.
  std::vector<Record> items(const json::Value& list, const Resource& resource, const Place& place,
                            ItemTable item_table) {
    std::vector<Record> records;
    records.reserve(list.members.size());
    for (const json::Member& item : list.members) {
      const Place item_place = place.item(records.size());
      const Resource* table = item_table == ItemTable::one
                                  ? &resource
                                  : table_of_type(item.value, resource, item_place);
      records.push_back(table == nullptr ? Record() : check(item.value, *table, item_place));
    }
    return records;
  }

  /// Null where there is none, which is reported.
  const Resource* table_of_type(const json::Value& item, const Resource& types,
                                const Place& place) {
    const json::Value* type = item.find("type");
    if (type == nullptr || !type->is(json::Kind::text)) {
      error(place, "wrong-type", "This must be an object with its \"type\" as a text.");
      return nullptr;
    }
    for (const Field& row : types.fields) {
      if (row.name == type->text) {
        return row.resource;
      }
    }
    report(tolerable(), place.child("type"), "unknown-value",
           "No resources of the type \"{}\" belong to this data.", {excerpt(type->text)});
    return nullptr;
  }

  /// Most documents hold their members in the table's order, so the search begins behind the field
  /// that came last, at `next`.
  void take_member(const json::Member& member, Record& record, std::ptrdiff_t& next,
                   const Place& place) {
    const auto fields = record.resource->fields;
    const auto is_it = [&](const Field& candidate) { return candidate.name == member.name; };
    auto field = std::find_if(fields.begin() + next, fields.end(), is_it);
    if (field == fields.end()) {
      field = std::find_if(fields.begin(), fields.begin() + next, is_it);
      field = field == fields.begin() + next ? fields.end() : field;
    }
    const Place member_place = place.child(member.name);
    if (field == fields.end()) {
      remark_unknown(member, *record.resource, member_place);
      record.unknown.push_back(member);
      return;
    }
    next = field - fields.begin() + 1;
    record.values[static_cast<std::size_t>(next - 1)] =
        field_value(member.value, *field, member_place);
  }

  void remark_unknown(const json::Member& member, const Resource& resource, const Place& place) {
    std::vector<std::string_view> known;
    for (const Field& candidate : resource.fields) {
      known.push_back(candidate.name);
    }
    const bool is_mistake = resource.closed && checking_ == Checking::strict;
    report(is_mistake ? Severity::error : Severity::warning, place, "unknown-field",
           "No field of the {} is called \"{}\"{}{}",
           {resource.name, excerpt(member.name),
            resource.closed ? "." : "; it is passed on as it is.", suggestion(member.name, known)});
  }

  /// Foreign bodies may leave out what would be null.
  [[nodiscard]] bool is_needed(const Field& field) const {
    const bool is_due = field.presence == Presence::due && field.origin != nullptr;
    return field.presence == Presence::required || is_due ||
           (field.presence == Presence::written && checking_ == Checking::strict);
  }

  void require_fields(const json::Value& object, const Record& record, const Place& place) {
    const Resource& resource = *record.resource;
    for (std::size_t i = 0; i < resource.fields.size(); ++i) {
      const Field& field = resource.fields[i];
      // A value shows that the field was given; null and mistakes do not.
      if (std::holds_alternative<std::monostate>(record.values[i]) && is_needed(field) &&
          object.find(field.name) == nullptr) {
        error(place.child(field.name), "missing-field", "The {} needs a field \"{}\": {}.",
              {resource.name, field.name, expected(field.type)});
      }
    }
  }

  FieldValue field_value(const json::Value& value, const Field& field, const Place& place) {
    if (value.is(json::Kind::null) && field.presence != Presence::required) {
      return {};
    }
    switch (field.type) {
      case FieldType::boolean:
        return value.is(json::Kind::boolean) ? FieldValue(value.truth)
                                             : wrong_type(value, field, place);
      case FieldType::integer:
        return integer(value, field, place);
      case FieldType::duration:
        return duration(value, field, place);
      case FieldType::number:
        return value.is(json::Kind::number) ? FieldValue(NumberLiteral{value.text})
                                            : wrong_type(value, field, place);
      case FieldType::moment:
        return moment(value, field, place);
      case FieldType::record:
        return std::vector<Record>{check(value, *field.resource, place)};
      case FieldType::records:
        return check_list(value, *field.resource, place);
      case FieldType::resources:
        return check_list(value, *field.resource, place, ItemTable::by_type);
      case FieldType::text_or_texts:
        return value.is(json::Kind::list) ? texts(value, field, place) : text(value, field, place);
      case FieldType::epoch_seconds:
        return epoch_seconds(value, field, place);
      case FieldType::answers:
        return answers(value, field, place);
      default:
        return text(value, field, place);
    }
  }

  FieldValue wrong_type(const json::Value& value, const Field& field, const Place& place) {
    error(place, "wrong-type", "This must be {}, not {}.",
          {expected(field.type), json::described(value.kind)});
    return {};
  }

  FieldValue integer(const json::Value& value, const Field& field, const Place& place) {
    const std::optional<std::int64_t> number = value.integer();
    if (!number) {
      return wrong_type(value, field, place);
    }
    if (*number < 0) {
      error(place, "out-of-range", "This counts something and cannot be negative.");
      return {};
    }
    return *number;
  }

  FieldValue duration(const json::Value& value, const Field& field, const Place& place) {
    const std::optional<std::int64_t> seconds = value.integer();
    if (!seconds) {
      return wrong_type(value, field, place);
    }
    if (*seconds < 0 || *seconds > kDurationSecondsMax) {
      error(place, "out-of-range", "A duration lies between 0 and {} seconds (366 days).",
            {kDurationSecondsMax});
      return {};
    }
    return *seconds;
  }

  FieldValue moment(const json::Value& value, const Field& field, const Place& place) {
    if (!value.is(json::Kind::text)) {
      return wrong_type(value, field, place);
    }
    const std::optional<EpochMilliseconds> moment = parse_timestamp(value.text);
    if (!moment) {
      error(place, "invalid-moment",
            "This is no moment from 1970 to 9999 in the form "
            "\"2021-05-18T10:00:00.000Z\" (RFC 3339, with its offset from UTC).");
      return {};
    }
    return *moment;
  }

  FieldValue epoch_seconds(const json::Value& value, const Field& field, const Place& place) {
    const std::optional<std::int64_t> seconds = value.integer();
    if (!seconds) {
      return wrong_type(value, field, place);
    }
    if (*seconds < 0 || *seconds > kEpochSecondsMax) {
      error(place, "out-of-range", "A moment lies between 1970 and 9999: 0 to {} seconds.",
            {kEpochSecondsMax});
      return {};
    }
    return *seconds == 0 ? FieldValue() : FieldValue(*seconds * 1000);
  }

  FieldValue answers(const json::Value& value, const Field& field, const Place& place) {
    if (!value.is(json::Kind::object)) {
      return wrong_type(value, field, place);
    }
    static constexpr Field kAnswer = {
        .name = "answer", .type = FieldType::text_or_texts, .presence = Presence::nullable};
    for (const json::Member& answer : value.members) {
      field_value(answer.value, kAnswer, place.child(answer.name));
    }
    return {};
  }

  FieldValue texts(const json::Value& value, const Field& field, const Place& place) {
    if (!fits(value, place)) {
      return {};
    }
    std::vector<std::string> list;
    for (const json::Member& item : value.members) {
      const FieldValue checked = text(item.value, field, place.item(list.size()));
      const auto* characters = std::get_if<std::string>(&checked);
      list.push_back(characters == nullptr ? std::string{} : *characters);
    }
    return list;
  }

  bool fits(const json::Value& list, const Place& place) {
    if (list.members.size() > kListItemsMax) {
      error(place, "too-long", "A list holds at most {} items.", {kListItemsMax});
      return false;
    }
    return true;
  }

  FieldValue text(const json::Value& value, const Field& field, const Place& place) {
    if (!value.is(json::Kind::text)) {
      return wrong_type(value, field, place);
    }
    if (value.text.size() > kTextBytesMax) {
      error(place, "too-long", "A text holds at most {} bytes.", {kTextBytesMax});
      return {};
    }
    check_form(value.text, field, place);
    check_allowed(value.text, field, place);
    return value.text;
  }

  void check_form(const std::string& text, const Field& field, const Place& place) {
    switch (field.type) {
      case FieldType::uuid:
        return check_uuid(text, place);
      case FieldType::email:
        return require(is_email(text), place, "invalid-email",
                       "This is no address in the form \"name@example.com\".");
      case FieldType::link:
        return require(
            is_link(text), place, "invalid-link",
            "This is no http or https URL; spaces and quotes are written as %20 and %22.");
      case FieldType::language:
        return require(text.size() == 2 && ascii::is_lower(text[0]) && ascii::is_lower(text[1]),
                       place, "invalid-language",
                       "A language is two lower-case letters, such as \"en\".");
      case FieldType::time_zone:
        return require(is_time_zone(text), place, "invalid-time-zone",
                       "This is no IANA time zone such as \"Europe/Paris\".");
      case FieldType::access_key:
        return check_access_key(text, place);
      default:
        return;
    }
  }

  void check_uuid(const std::string& text, const Place& place) {
    if (is_uuid(text)) {
      return;
    }
    if (checking_ == Checking::lenient && is_redacted_uuid(text)) {
      warning(place, "invalid-uuid", "This id holds letters beyond 'f'; it was probably redacted.");
      return;
    }
    error(place, "invalid-uuid", "This is no UUID: hexadecimal digits in the form 8-4-4-4-12.");
  }

  void check_access_key(const std::string& text, const Place& place) {
    if (text.size() != kAccessKeyDigits ||
        !std::all_of(text.begin(), text.end(), ascii::is_hex_digit)) {
      warning(place, "invalid-access-key",
              "A key usually has 22 hexadecimal digits; this one is used as it is.");
    }
  }

  void check_allowed(const std::string& text, const Field& field, const Place& place) {
    const auto allowed = field.allowed;
    if (allowed.empty() || std::find(allowed.begin(), allowed.end(), text) != allowed.end()) {
      return;
    }
    report(tolerable(), place, "unknown-value", "\"{}\" is none of {}.{}",
           {excerpt(text), listed(allowed), suggestion(text, allowed)});
  }

  void require(bool holds, const Place& place, std::string_view code, std::string_view message) {
    if (!holds) {
      error(place, code, message);
    }
  }

  Checking checking_;
  Problems& problems_;
};

}  // namespace

Record check_record(const json::Value& object, const Resource& resource, Checking checking,
                    std::string_view path, Problems& problems) {
  return RecordChecker(checking, problems).check(object, resource, Place(path));
}

std::vector<Record> check_records(const json::Value& list, const Resource& resource,
                                  Checking checking, std::string_view path, Problems& problems) {
  return RecordChecker(checking, problems).check_list(list, resource, Place(path));
}

}  // namespace hookstorm
