// `hookstorm messages`: a running dispatcher's messages, the newest first.
#include "native/cli/commands.hpp"
#include "native/cli/listing.hpp"

namespace hookstorm::native {

Command add_messages(CLI::App& program) {
  return add_listing(
      program,
      {.name = "messages",
       .title = "List the messages that a running dispatcher has accepted",
       .example = "hookstorm messages --trigger people.registered --since 2026-10-06T14:00:00Z",
       .columns = {"id", "attributes/accepted_at", "attributes/trigger"}},
      add_message_choice);
}

}  // namespace hookstorm::native
