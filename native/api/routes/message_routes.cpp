#include "native/api/delivery_filter.hpp"
#include "native/api/messages.hpp"
#include "native/api/pages.hpp"
#include "native/api/routes/route_tables.hpp"

namespace hookstorm::native {

std::vector<Route> message_routes(const ApiContext& context) {
  return {
      {.method = "GET",
       .pattern = "/v1/messages",
       .operation = "listMessages",
       .summary = "Lists messages, the newest first",
       .description = "A page may hold fewer than asked for, or none, where much was looked "
                      "through; `links.next` is null at the end alone.",
       .needs = Scope::deliveries_read,
       .parameters =
           with(message_filter_parameters(), {page_size_parameter(), page_after_parameter()}),
       .answers = {{200, "The messages", "messages"}},
       .handler = handled_by(list_messages, context)},
      {.method = "GET",
       .pattern = "/v1/messages/{id}",
       .operation = "showMessage",
       .summary = "Shows a message, its deliveries and their attempts",
       .needs = Scope::deliveries_read,
       .answers = {{200, "The message", "message"}},
       .handler = handled_by(show_message, context)},
  };
}

}  // namespace hookstorm::native
