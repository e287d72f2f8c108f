#include "core/shape/standard_shape.hpp"

#include "core/shape/record_rows.hpp"

namespace hookstorm {

Shape standard_shape(Trigger trigger) {
  Shape shape;
  const Resource& data =
      shape.add("data", Members::closed, record_rows(shape, trigger, RecordForm::canonical));
  shape.add("body", Members::closed,
            {constant_row("type", "What happened.", facts(trigger).name),
             {.name = "timestamp", .type = FieldType::moment, .description = "When it happened."},
             nesting_row("data", "The records that it is about.", data)});
  return shape;
}

}  // namespace hookstorm
