// `hookstorm webhooks`: a running dispatcher's webhooks, in order of creation.
#include "native/cli/commands.hpp"
#include "native/cli/listing.hpp"

namespace hookstorm::native {

Command add_webhooks(CLI::App& program) {
  return add_listing(program,
                     {.name = "webhooks",
                      .title = "List a running dispatcher's webhooks",
                      .example = "hookstorm webhooks --json",
                      .columns = {"id", "attributes/enabled", "attributes/health/state",
                                  "attributes/triggers", "attributes/url", "attributes/name"}},
                     [](CLI::App& /*command*/, Choice& /*choice*/) {});
}

}  // namespace hookstorm::native
