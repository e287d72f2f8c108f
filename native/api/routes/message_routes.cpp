#include "native/api/messages.hpp"
#include "native/api/routes/route_tables.hpp"

namespace hookstorm::native {

std::vector<Route> message_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/messages/{id}",
       .operation = "showMessage",
       .summary = "Shows a message, its deliveries and their attempts",
       .answers = {{200, "The message", "message"}},
       .handler = handled_by(show_message, context)},
  };
}

}  // namespace hookstorm::native
