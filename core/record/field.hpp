// What a field of a record is: one row of a table holds all that is known of it. The checkers and
// the body builders of every family read these rows and nothing else, so a field is added in one
// place.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace hookstorm {

enum class FieldType : std::uint8_t {
  text,
  text_or_texts,  ///< A text, or a list of texts (the answer to a multiple choice).
  boolean,
  integer,   ///< 64 bits.
  number,    ///< Any JSON number; its digits are kept.
  moment,    ///< RFC 3339 text with an offset; epoch milliseconds inside.
  duration,  ///< Whole seconds.
  uuid,
  email,
  link,        ///< An http or https URL.
  language,    ///< Two lower-case letters (ISO 639-1).
  time_zone,   ///< An IANA name.
  access_key,  ///< 22 hexadecimal digits.
  record,
  records,
  epoch_seconds,  ///< In bodies: a moment in whole seconds since 1970, 0 where unset.
  answers,        ///< In bodies: an object of answers, by the question's id.
  resources,      ///< In bodies: a list of resources of several kinds, told apart by their type.
};

enum class Presence : std::uint8_t {
  required,
  nullable,  ///< May be null or left out; a family that has the field then writes its "unset".
  due,  ///< Nullable before the stage in `since`; from then on, as in shapes, it must be given.
  optional,  ///< May be left out, and is left out of the body then.
  written,   ///< In bodies: always there, and may be null; foreign bodies may leave it out.
};

/// What a number counts; a duration's seconds go without saying.
enum class Unit : std::uint8_t { none, seconds, minutes, percent, pixels };

/// How the extended family writes a value (its moments are epoch seconds in any case).
enum class ExtendedForm : std::uint8_t {
  plain,
  minutes,   ///< A duration in whole minutes, rounded down.
  resource,  ///< A nested record as `{id, type, attributes}`.
  hidden,    ///< Not among the attributes: it is the resource's `id`.
};

/// How far an event has come when something happens.
enum class Stage : std::uint8_t { event, session, started, ended };

/// Where the legacy family writes a field. Its objects merge several records, so the order is by
/// position, not by table.
struct LegacyPlace {
  std::string_view name;
  int position = 0;

  [[nodiscard]] constexpr bool exists() const { return !name.empty(); }
};

/// What a value that is left out is made of.
enum class Derivation : std::uint8_t { none, event_id, session_id, room_link, connection_link };

struct Resource;

struct Field {
  std::string_view name;  ///< In an occurrence, and in the extended family.
  FieldType type = FieldType::text;
  Presence presence = Presence::required;
  std::string_view description;
  std::span<const std::string_view> allowed = {};  ///< A closed list of texts; empty: any.
  Unit unit = Unit::none;
  /// From when on the field says something; before, it is null, 0 or false, and the legacy family
  /// leaves it out.
  Stage since = Stage::event;
  ExtendedForm extended = ExtendedForm::plain;
  Derivation derivation = Derivation::none;
  LegacyPlace legacy = {};
  /// Of `record` and `records`; of `resources`, a table with a row for each type.
  const Resource* resource = nullptr;
  const Field* origin = nullptr;  ///< In a shape: the row that this one was made from.
};

struct Resource {
  std::string_view name;           ///< The member of an occurrence, or the design's word.
  std::string_view extended_type;  ///< JSON:API `type`; empty for plain objects.
  std::span<const Field> fields;
  bool closed = false;  ///< Whether members that the table does not know are mistakes.
};

/// What the field's numbers count, a duration's seconds included.
[[nodiscard]] Unit unit_of(const Field& field);

[[nodiscard]] std::string_view name_of(Unit unit);       ///< "minutes"; empty for `none`.
[[nodiscard]] std::string_view name_of(FieldType type);  ///< As the enumerator is called.

}  // namespace hookstorm
