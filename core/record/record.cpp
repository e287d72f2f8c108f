#include "core/record/record.hpp"

#include <algorithm>
#include <cassert>

namespace hookstorm {

std::size_t Record::index_of(std::string_view field) const {
  const auto fields = resource->fields;
  const auto found = std::find_if(fields.begin(), fields.end(), [field](const Field& candidate) {
    return candidate.name == field;
  });
  assert(found != fields.end());
  return static_cast<std::size_t>(found - fields.begin());
}

const FieldValue& Record::at(std::string_view field) const {
  return values[index_of(field)];
}

FieldValue& Record::at(std::string_view field) {
  return values[index_of(field)];
}

std::string_view Record::text(std::string_view field) const {
  const auto* text = get<std::string>(field);
  return text == nullptr ? std::string_view{} : std::string_view(*text);
}

const Record* Record::nested(std::string_view field) const {
  const auto* records = get<std::vector<Record>>(field);
  return records == nullptr || records->empty() ? nullptr : &records->front();
}

Record empty_record(const Resource& resource) {
  return {.resource = &resource,
          .values = std::vector<FieldValue>(resource.fields.size()),
          .unknown = {}};
}

}  // namespace hookstorm
