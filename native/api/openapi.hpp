// The API as an OpenAPI 3.1 document, made of the table of routes.
#pragma once

#include <string>
#include <vector>

#include "native/api/route.hpp"

namespace hookstorm::native {

[[nodiscard]] std::string openapi_document(const std::vector<Route>& routes);

}  // namespace hookstorm::native
