// Serves the page that is built into the program.
#pragma once

#include "native/api/message.hpp"

namespace hookstorm::native {

struct ApiContext;

void show_page_file(const ApiContext& context, const ApiRequest& request, const Reply& reply);

}  // namespace hookstorm::native
