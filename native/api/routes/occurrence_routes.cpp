#include "native/api/occurrences.hpp"
#include "native/api/routes/route_tables.hpp"

namespace hookstorm::native {
namespace {

Parameter checking() {
  return {.name = "checking",
          .description = "How much of doubtful values is let through; strict where it is left out.",
          .kind = ParameterKind::name,
          .names = {name_of(Checking::strict), name_of(Checking::lenient)},
          .unknown_name_code = "unknown-checking"};
}

}  // namespace

std::vector<Route> occurrence_routes(const ApiContext& context) {
  return {
      {.method = "POST",
       .pattern = "/v1/occurrences",
       .operation = "acceptOccurrence",
       .summary = "Takes an occurrence in",
       .needs = Scope::occurrences_write,
       .parameters = {checking()},
       .body = Body::json,
       .body_schema = "occurrence",
       .takes_idempotency_key = true,
       .effect = Effect::changes,
       .answers = {{202, "It is stored", "accepted-message"}},
       .handler = handled_by(accept_occurrence, context)},
      {.method = "POST",
       .pattern = "/v1/occurrences/batch",
       .operation = "acceptOccurrences",
       .summary = "Takes a list of occurrences in, all or none",
       .needs = Scope::occurrences_write,
       .parameters = {checking()},
       .body = Body::json,
       .body_schema = "occurrences",
       .takes_idempotency_key = true,
       .effect = Effect::changes,
       .answers = {{202, "All are stored", "accepted-messages"}},
       .handler = handled_by(accept_occurrence_batch, context)},
  };
}

}  // namespace hookstorm::native
