#include "native/api/catalogue.hpp"

#include <optional>
#include <string>

#include "core/family/family.hpp"
#include "core/json/parser.hpp"
#include "core/json/writer.hpp"
#include "core/occurrence/samples.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/recipe/recipes.hpp"
#include "core/schema/schema.hpp"
#include "native/api/errors.hpp"
#include "native/api/resource_json.hpp"

namespace hookstorm::native {
namespace {

void write_trigger(json::Writer& writer, const TriggerFacts& trigger) {
  begin_resource(writer, "triggers", trigger.name);
  writer.name("title").text(trigger.title);
  writer.name("description").text(trigger.description);
  writer.name("families").begin_list();
  for (const FamilyFacts& family : families()) {
    if (supports(family.family, trigger.trigger)) {
      writer.text(family.name);
    }
  }
  writer.end_list();
  end_resource(writer);
}

/// The recipe's name is its id.
void write_recipe(json::Writer& writer, const json::Value& recipe) {
  begin_resource(writer, "recipes", recipe.find("name")->text);
  for (const json::Member& member : recipe.members) {
    if (member.name != "name") {
      writer.name(member.name).value(member.value);
    }
  }
  end_resource(writer);
}

ApiResponse no_such_trigger() {
  return not_found_response("There is no trigger with this name; /v1/triggers lists them.");
}

}  // namespace

void list_triggers(const ApiContext& /*context*/, const ApiRequest& /*request*/,
                   const Reply& reply) {
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const TriggerFacts& trigger : triggers()) {
    write_trigger(writer, trigger);
  }
  writer.end_list().end_object();
  reply({.body = writer.take()});
}

void list_recipes(const ApiContext& /*context*/, const ApiRequest& /*request*/,
                  const Reply& reply) {
  const Result<json::Value> all = json::parse(recipes());
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const json::Member& recipe : all.value().members) {
    write_recipe(writer, recipe.value);
  }
  writer.end_list().end_object();
  reply({.body = writer.take()});
}

void show_schema(const ApiContext& /*context*/, const ApiRequest& request, const Reply& reply) {
  const std::optional<Trigger> trigger = trigger_named(request.segment("trigger"));
  const std::string& name = request.segment("family");
  const std::optional<Family> family = family_named(name);
  if (!trigger) {
    reply(no_such_trigger());
  } else if (name == "occurrence") {
    reply({.body = occurrence_schema(*trigger)});
  } else if (family && supports(*family, *trigger)) {
    reply({.body = body_schema(*trigger, *family)});
  } else {
    reply(
        not_found_response("This trigger has no body in a family of this name; /v1/triggers "
                           "lists them, and \"occurrence\" is the occurrence itself."));
  }
}

void show_sample(const ApiContext& /*context*/, const ApiRequest& request, const Reply& reply) {
  const std::optional<Trigger> trigger = trigger_named(request.segment("trigger"));
  reply(trigger ? ApiResponse{.body = std::string(sample_occurrence(*trigger))}
                : no_such_trigger());
}

}  // namespace hookstorm::native
