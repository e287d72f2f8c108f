#include <utility>

#include "core/shape/record_rows.hpp"
#include "core/shape/shape.hpp"

namespace hookstorm {

Shape occurrence_shape(Trigger trigger) {
  Shape shape;
  std::vector<Field> rows = record_rows(shape, trigger, RecordForm::given);
  const std::vector<Field> head = {
      constant_row("trigger", "What happened.", facts(trigger).name),
      {.name = "occurred_at", .type = FieldType::moment, .description = "When it happened."}};
  rows.insert(rows.begin(), head.begin(), head.end());
  shape.add("occurrence", Members::open, std::move(rows));
  return shape;
}

}  // namespace hookstorm
