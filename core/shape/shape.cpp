#include "core/shape/shape.hpp"

#include <cassert>
#include <utility>

#include "core/shape/cloudevents_shape.hpp"
#include "core/shape/extended_shape.hpp"
#include "core/shape/legacy_shape.hpp"
#include "core/shape/standard_shape.hpp"

namespace hookstorm {

const Resource& Shape::document() const {
  assert(!tables_.empty());
  return tables_.back()->resource;
}

const Resource& Shape::add(std::string_view name, Members members, std::vector<Field> fields) {
  tables_.push_back(std::make_unique<Table>());
  Table& table = *tables_.back();
  table.name = name;
  table.fields = std::move(fields);
  table.resource = {.name = table.name,
                    .extended_type = {},
                    .fields = table.fields,
                    .closed = members == Members::closed};
  return table.resource;
}

Field nesting_row(std::string_view name, std::string_view description, const Resource& resource,
                  FieldType type) {
  return {.name = name, .type = type, .description = description, .resource = &resource};
}

Field constant_row(std::string_view name, std::string_view description,
                   const std::string_view& value) {
  return {
      .name = name, .type = FieldType::text, .description = description, .allowed = {&value, 1}};
}

Shape body_shape(Trigger trigger, Family family) {
  switch (family) {
    case Family::extended:
      return extended_shape(trigger);
    case Family::legacy:
      return legacy_shape(trigger);
    case Family::standard:
      return standard_shape(trigger);
    case Family::cloudevents:
      return cloudevents_shape(trigger);
  }
  return {};
}

}  // namespace hookstorm
