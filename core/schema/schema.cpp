#include "core/schema/schema.hpp"

#include <algorithm>
#include <vector>

#include "core/json/writer.hpp"
#include "core/schema/value_schema.hpp"
#include "core/shape/shape.hpp"
#include "core/text/sentence.hpp"

namespace hookstorm {
namespace {

struct Head {
  std::string id;
  std::string title;
  std::string_view description;
};

class SchemaWriter {
 public:
  std::string schema(const Resource& document, const Head& head) {
    writer_.begin_object();
    writer_.name("$schema").text("https://json-schema.org/draft/2020-12/schema");
    writer_.name("$id").text(sentence("urn:hookstorm:{}", {head.id}));
    writer_.name("title").text(head.title);
    writer_.name("description").text(head.description);
    write_table(document);
    collect(document);
    writer_.name("$defs").begin_object();
    for (const Resource* table : nested_) {
      writer_.name(table->name).begin_object();
      write_table(*table);
      writer_.end_object();
    }
    writer_.end_object().end_object();
    return writer_.take();
  }

 private:
  /// The tables within `table`, in the order of their first use.
  void collect(const Resource& table) {
    for (const Field& field : table.fields) {
      if (field.resource != nullptr && !is_collected(*field.resource)) {
        if (field.type != FieldType::resources) {  // Whose table only lists the kinds.
          nested_.push_back(field.resource);
        }
        collect(*field.resource);
      }
    }
  }

  [[nodiscard]] bool is_collected(const Resource& table) const {
    return std::any_of(nested_.begin(), nested_.end(),
                       [&](const Resource* candidate) { return candidate->name == table.name; });
  }

  void write_table(const Resource& table) {
    writer_.name("type").text("object");
    writer_.name("properties").begin_object();
    for (const Field& field : table.fields) {
      writer_.name(field.name);
      write_value_schema(writer_, field);
    }
    writer_.end_object();
    writer_.name("required").begin_list();
    for (const Field& field : table.fields) {
      if (field.presence != Presence::nullable && field.presence != Presence::optional) {
        writer_.text(field.name);
      }
    }
    writer_.end_list();
    writer_.name("additionalProperties").boolean(!table.closed);
  }

  json::Writer writer_;
  std::vector<const Resource*> nested_;
};

}  // namespace

std::string occurrence_schema(Trigger trigger) {
  const std::string_view name = facts(trigger).name;
  const Shape shape = occurrence_shape(trigger);
  return SchemaWriter().schema(shape.document(), {.id = sentence("occurrence:{}", {name}),
                                                  .title = sentence("Occurrence of {}", {name}),
                                                  .description = facts(trigger).description});
}

std::string body_schema(Trigger trigger, Family family) {
  const std::string_view name = facts(trigger).name;
  const std::string_view family_name = name_of(family);
  const Shape shape = body_shape(trigger, family);
  return SchemaWriter().schema(
      shape.document(), {.id = sentence("body:{}:{}", {family_name, name}),
                         .title = sentence("Body of {} in the family {}", {name, family_name}),
                         .description = facts(trigger).description});
}

}  // namespace hookstorm
