// The rows of an occurrence's records, as the occurrence itself and the families that carry
// canonical records have them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/shape/shape.hpp"

namespace hookstorm {

/// Given by a user, who may leave out what is null or follows from the rest; or written in
/// canonical form, where nothing of that is left out.
enum class RecordForm : std::uint8_t { given, canonical };

/// A row for each record of the trigger, by its member's name; their tables are added to `shape`.
[[nodiscard]] std::vector<Field> record_rows(Shape& shape, Trigger trigger, RecordForm form);

}  // namespace hookstorm
