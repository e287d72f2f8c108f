// What a document looks like, as tables: an occurrence of a trigger, or its body in a family. The
// rows are those of the resources, renamed and retyped as the family writes them, so that one check
// and one writer of schemas serve every document.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/family/family.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/record/field.hpp"

namespace hookstorm {

/// Whether a table's documents may hold members that it does not know.
enum class Members : std::uint8_t { open, closed };

/// A document's tables. They point to each other and stay where they are when the shape moves.
class Shape {
 public:
  /// The table of the document as a whole: the one added last.
  [[nodiscard]] const Resource& document() const;

  /// Takes a table, into which earlier ones may be nested. Names are unlike within a shape, unless
  /// their tables are.
  const Resource& add(std::string_view name, Members members, std::vector<Field> fields);

 private:
  struct Table {
    std::string name;
    std::vector<Field> fields;
    Resource resource;
  };

  std::vector<std::unique_ptr<Table>> tables_;
};

/// A row whose value is an object, or of another type with a table, of the rows of `resource`.
[[nodiscard]] Field nesting_row(std::string_view name, std::string_view description,
                                const Resource& resource, FieldType type = FieldType::record);

/// A row whose text can only be `value`, which outlives the shape.
[[nodiscard]] Field constant_row(std::string_view name, std::string_view description,
                                 const std::string_view& value);

/// An occurrence of `trigger`, as strict checking accepts it.
[[nodiscard]] Shape occurrence_shape(Trigger trigger);

/// The body that `family` gives an occurrence of `trigger`, which it supports. What a webhook may
/// choose within the family is optional in it.
[[nodiscard]] Shape body_shape(Trigger trigger, Family family);

}  // namespace hookstorm
