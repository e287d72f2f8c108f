#include "native/api/schemas.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "core/delivery/delivery.hpp"
#include "core/family/family.hpp"
#include "core/json/parser.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/schema/schema.hpp"
#include "native/api/occurrence_batch.hpp"

namespace hookstorm::native {
namespace {

std::string occurrence_name(std::string_view trigger) {
  return "occurrence." + std::string(trigger);
}

void write_names(json::Writer& writer, std::string_view schema,
                 const std::vector<std::string_view>& names) {
  writer.name(schema).begin_object().name("enum").begin_list();
  for (const std::string_view name : names) {
    writer.text(name);
  }
  writer.end_list().end_object();
}

std::vector<std::string_view> delivery_state_names() {
  std::vector<std::string_view> names;
  for (const DeliveryState state : {DeliveryState::pending, DeliveryState::delivered,
                                    DeliveryState::exhausted, DeliveryState::cancelled}) {
    names.push_back(name_of(state));
  }
  return names;
}

/// References within a schema that stands by itself, as they are at its place in the document. Most
/// tools do not know that a schema may have an `$id`, from which its references would go out.
void lead_to_place(json::Value& schema, const std::string& place) {
  for (json::Member& member : schema.members) {
    if (member.name == "$ref" && member.value.text.starts_with("#/")) {
      member.value.text.replace(0, 1, place);
    }
    lead_to_place(member.value, place);
  }
}

json::Value component(const std::string& name, std::string_view standalone) {
  json::Value schema = json::parse(standalone).value();
  std::erase_if(schema.members, [](const json::Member& member) {
    return member.name == "$schema" || member.name == "$id";
  });
  lead_to_place(schema, "#/components/schemas/" + name);
  return schema;
}

void write_occurrences(json::Writer& writer) {
  writer.name("occurrence").begin_object().name("oneOf").begin_list();
  for (const std::string_view trigger : trigger_names()) {
    writer.begin_object().name("$ref");
    writer.text("#/components/schemas/" + occurrence_name(trigger)).end_object();
  }
  writer.end_list().end_object();
  writer.name("occurrences").begin_object();
  writer.name("type").text("array").name("minItems").integer(1);
  writer.name("maxItems").integer(static_cast<std::int64_t>(kBatchMax));
  writer.name("items").begin_object().name("$ref").text("#/components/schemas/occurrence");
  writer.end_object().end_object();
  for (const TriggerFacts& trigger : triggers()) {
    const std::string name = occurrence_name(trigger.name);
    writer.name(name).value(component(name, occurrence_schema(trigger.trigger)));
  }
}

}  // namespace

void write_schemas(json::Writer& writer) {
  writer.begin_object();
  write_names(writer, "trigger", trigger_names());
  write_names(writer, "family", family_names());
  write_names(writer, "delivery-state", delivery_state_names());
  const Result<json::Value> files = json::parse(resource_schemas());
  for (const json::Member& file : files.value().members) {
    for (const json::Member& schema : file.value.members) {
      writer.name(schema.name).value(schema.value);
    }
  }
  write_occurrences(writer);
  writer.end_object();
}

}  // namespace hookstorm::native
