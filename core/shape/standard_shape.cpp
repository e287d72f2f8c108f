#include "core/shape/standard_shape.hpp"

#include "core/shape/record_rows.hpp"

namespace hookstorm {

Shape standard_shape(Trigger trigger) {
  Shape shape;
  const Resource& data =
      shape.add("data", Members::closed, record_rows(shape, trigger, RecordForm::canonical));
  shape.add("body", Members::closed,
            {{.name = "type",
              .type = FieldType::text,
              .description = "What happened.",
              .allowed = {&facts(trigger).name, 1}},
             {.name = "timestamp", .type = FieldType::moment, .description = "When it happened."},
             {.name = "data",
              .type = FieldType::record,
              .description = "The records that it is about.",
              .resource = &data}});
  return shape;
}

}  // namespace hookstorm
