// What there is to choose from: triggers, recipes, schemas and samples, as the core has them.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void list_triggers(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void list_recipes(const ApiContext& context, const ApiRequest& request, const Reply& reply);
/// Of the body in a family, or of the occurrence itself.
void show_schema(const ApiContext& context, const ApiRequest& request, const Reply& reply);
void show_sample(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
