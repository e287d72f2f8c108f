// `hookstorm deliveries`: a running dispatcher's deliveries, the newest first.
#include "native/cli/commands.hpp"
#include "native/cli/listing.hpp"

namespace hookstorm::native {

Command add_deliveries(CLI::App& program) {
  return add_listing(
      program,
      {.name = "deliveries",
       .title = "List a running dispatcher's deliveries",
       .example = "hookstorm deliveries --state exhausted --limit 100",
       .columns = {"id", "attributes/accepted_at", "attributes/state", "attributes/attempt_count",
                   "attributes/trigger"}},
      [](CLI::App& command, Choice& choice) {
        add_delivery_choice(command, choice, {"pending", "delivered", "exhausted", "cancelled"});
      });
}

}  // namespace hookstorm::native
