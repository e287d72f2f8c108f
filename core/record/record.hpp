// A resource's values in canonical units: epoch milliseconds, seconds, numbers by their digits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/json/value.hpp"
#include "core/record/field.hpp"

namespace hookstorm {

struct Record;

/// A JSON number as it was written.
struct NumberLiteral {
  std::string digits;
};

using FieldValue = std::variant<std::monostate,  // Not given (optional) or null (nullable).
                                bool,            //
                                std::int64_t,    // integer, moment (ms), duration (s)
                                NumberLiteral,   //
                                std::string,     // Every text type.
                                std::vector<std::string>,  // Several answers.
                                std::vector<Record>>;      // records; record: one item.

struct Record {
  const Resource* resource = nullptr;
  std::vector<FieldValue> values;     ///< One for each of the resource's fields, in table order.
  std::vector<json::Member> unknown;  ///< Members the table does not know, passed on as they came.

  /// The value of a field that the table has.
  [[nodiscard]] const FieldValue& at(std::string_view field) const;
  [[nodiscard]] FieldValue& at(std::string_view field);

  /// Null where the field is not given or of another type.
  template <typename T>
  [[nodiscard]] const T* get(std::string_view field) const {
    return std::get_if<T>(&at(field));
  }

  /// The text of a field; empty where it is not given.
  [[nodiscard]] std::string_view text(std::string_view field) const;

  /// The nested record of a field of type `record`; null where it is not given.
  [[nodiscard]] const Record* nested(std::string_view field) const;

 private:
  [[nodiscard]] std::size_t index_of(std::string_view field) const;
};

/// A record of `resource` in which no field is given.
[[nodiscard]] Record empty_record(const Resource& resource);

}  // namespace hookstorm
