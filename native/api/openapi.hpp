// The API as an OpenAPI 3.1 document, made of the table of routes.
#pragma once

#include <string>
#include <vector>

#include "native/api/admission.hpp"
#include "native/api/route.hpp"

namespace hookstorm::native {

/// Where nobody has to have a token, the document says that one may be left out.
[[nodiscard]] std::string openapi_document(const std::vector<Route>& routes, AccessMode mode);

}  // namespace hookstorm::native
