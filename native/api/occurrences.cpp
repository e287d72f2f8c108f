#include "native/api/occurrences.hpp"

#include <cstdint>
#include <utility>

#include "core/json/problems_json.hpp"
#include "core/text/percent_encoding.hpp"
#include "native/api/errors.hpp"
#include "native/api/routes.hpp"
#include "native/api/skips_json.hpp"

namespace hookstorm::native {
namespace {

/// Nothing for a mode that does not exist.
std::optional<Checking> checking_of(const ApiRequest& request) {
  const std::optional<std::string> name = query_value(request.target, "checking");
  return name ? checking_named(*name) : Checking::strict;
}

ApiResponse accepted_response(const Accepted& accepted, const Problems& warnings) {
  json::Writer writer;
  writer.begin_object().name("data").begin_object();
  writer.name("id").text(accepted.id);
  writer.name("type").text("messages");
  writer.name("attributes").begin_object();
  writer.name("trigger").text(facts(accepted.trigger).name);
  writer.name("accepted_at").text(format_timestamp(accepted.accepted_at));
  writer.name("deliveries");
  writer.integer(static_cast<std::int64_t>(accepted.matching.deliveries.size()));
  writer.name("skipped");
  write_skips(writer, accepted.matching.skips);
  writer.end_object().end_object();
  writer.name("meta").begin_object().name("problems");
  json::write_problems(writer, warnings);
  writer.end_object().end_object();
  return {.status = 202, .body = writer.take()};
}

}  // namespace

void accept_occurrence(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<Checking> checking = checking_of(request);
  if (!checking) {
    reply(parameter_error_response("checking", "unknown-checking",
                                   "Checking is \"strict\" or \"lenient\"."));
    return;
  }
  const Result<Occurrence> occurrence = parse_occurrence(request.body, *checking);
  if (!occurrence.ok()) {
    reply(problems_response(occurrence.problems()));
    return;
  }
  const bool taken = context.intake.accept(
      occurrence.value(), request.body, *checking,
      [reply, warnings = occurrence.problems()](const std::optional<Accepted>& accepted) {
        reply(accepted ? accepted_response(*accepted, warnings) : store_failed_response());
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

}  // namespace hookstorm::native
