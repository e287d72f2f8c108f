#include "native/api/catalogue.hpp"
#include "native/api/routes/route_tables.hpp"

namespace hookstorm::native {

std::vector<Route> catalogue_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/triggers",
       .operation = "listTriggers",
       .summary = "Lists the triggers, and the families that have a body for each",
       .needs = Scope::any,
       .answers = {{200, "The triggers", "triggers"}},
       .handler = handled_by(list_triggers, context)},
      {.method = "GET",
       .pattern = "/v1/recipes",
       .operation = "listRecipes",
       .summary = "Lists webhooks for common targets, ready but for what only their owner knows",
       .needs = Scope::any,
       .answers = {{200, "The recipes", "recipes"}},
       .handler = handled_by(list_recipes, context)},
      {.method = "GET",
       .pattern = "/v1/schemas/{trigger}/{family}",
       .operation = "showSchema",
       .summary = "The JSON Schema of a trigger's body in a family",
       .description = "With `occurrence` in place of the family, that of the occurrence itself.",
       .needs = Scope::any,
       .answers = {{200, "A JSON Schema (2020-12)", "json-schema"}},
       .handler = handled_by(show_schema, context)},
      {.method = "GET",
       .pattern = "/v1/samples/{trigger}",
       .operation = "showSample",
       .summary = "A sample of a trigger's occurrences",
       .needs = Scope::any,
       .answers = {{200, "An occurrence", "occurrence"}},
       .handler = handled_by(show_sample, context)},
  };
}

}  // namespace hookstorm::native
