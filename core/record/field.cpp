#include "core/record/field.hpp"

#include <array>

namespace hookstorm {

Unit unit_of(const Field& field) {
  return field.type == FieldType::duration ? Unit::seconds : field.unit;
}

std::string_view name_of(Unit unit) {
  static constexpr std::array<std::string_view, 5> kNames = {"", "seconds", "minutes", "percent",
                                                             "pixels"};
  return kNames.at(static_cast<std::size_t>(unit));
}

std::string_view name_of(FieldType type) {
  static constexpr std::array<std::string_view, 18> kNames = {
      "text",       "text_or_texts", "boolean", "integer",       "number",   "moment",
      "duration",   "uuid",          "email",   "link",          "language", "time_zone",
      "access_key", "record",        "records", "epoch_seconds", "answers",  "resources"};
  static_assert(kNames.size() == static_cast<std::size_t>(FieldType::resources) + 1);
  return kNames.at(static_cast<std::size_t>(type));
}

}  // namespace hookstorm
