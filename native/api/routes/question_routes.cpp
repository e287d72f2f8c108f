#include "native/api/questions.hpp"
#include "native/api/routes/route_tables.hpp"

namespace hookstorm::native {

std::vector<Route> question_routes(const ApiContext& context) {
  return {
      {.method = "POST",
       .pattern = "/v1/simulate",
       .operation = "simulate",
       .summary = "Tells what would happen to deliveries over a supposed endpoint",
       .description = "As `hookstorm simulate --json` does.",
       .needs = Scope::any,
       .body = Body::json,
       .body_schema = "simulation",
       .answers = {{200, "The report", "simulated"}},
       .errors = {{503, "too-many-under-way"}},
       .handler = simulation_handler()},
      {.method = "POST",
       .pattern = "/v1/verify",
       .operation = "verify",
       .summary = "Tells whether a received request is signed, and why not",
       .description = "As `hookstorm verify --json` does: a request that is not signed is answered "
                      "like one that is, with problems in place of a value.",
       .needs = Scope::any,
       .body = Body::json,
       .body_bytes_max = kVerifyBytesMax,
       .body_schema = "received-request",
       .answers = {{200, "The verdict", "verdict"}},
       .handler = handled_by(verify_request, context)},
      {.method = "POST",
       .pattern = "/v1/preview",
       .operation = "preview",
       .summary = "Shows the exact request that an occurrence becomes",
       .description = "As `hookstorm preview --webhook … --json` does, at this moment. A stored "
                      "webhook's own secrets sign, so that what is shown could be sent.",
       .needs = Scope::webhooks_write,
       .body = Body::json,
       .body_schema = "preview-question",
       .answers = {{200, "The request, and whether it would be sent", "preview"}},
       .errors = {{422, "no-such-webhook"}},
       .handler = handled_by(preview_request, context)},
  };
}

}  // namespace hookstorm::native
