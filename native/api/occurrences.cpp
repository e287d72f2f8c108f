#include "native/api/occurrences.hpp"

#include <cstdint>
#include <utility>

#include "core/json/problems_json.hpp"
#include "core/occurrence/samples.hpp"
#include "native/api/errors.hpp"
#include "native/api/idempotency.hpp"
#include "native/api/occurrence_batch.hpp"
#include "native/api/resource_json.hpp"
#include "native/api/routes.hpp"
#include "native/api/skips_json.hpp"
#include "native/metrics/intake_metrics.hpp"

namespace hookstorm::native {
namespace {

using Items = std::vector<Submission::Item>;

/// Whether an answer lists the webhooks that are left out: that of a batch would grow without
/// bounds.
enum class SkipsShown : std::uint8_t { no, yes };

Checking checking_of(const ApiRequest& request) {
  return checking_named(request.query.text("checking").value_or("")).value_or(Checking::strict);
}

void write_message(json::Writer& writer, const Accepted& accepted, SkipsShown skips_shown) {
  begin_resource(writer, "messages", accepted.message.id);
  writer.name("trigger").text(facts(accepted.message.trigger).name);
  writer.name("accepted_at").text(format_timestamp(accepted.message.accepted_at));
  writer.name("deliveries");
  writer.integer(static_cast<std::int64_t>(accepted.matching.deliveries.size()));
  if (skips_shown == SkipsShown::yes) {
    writer.name("skipped");
    write_skips(writer, accepted.matching.skips);
  }
  end_resource(writer);
}

void write_warnings(json::Writer& writer, const Problems& warnings) {
  writer.name("meta").begin_object().name("problems");
  json::write_problems(writer, warnings);
  writer.end_object();
}

std::string answer_to_one(const Accepted& accepted, const Problems& warnings) {
  json::Writer writer;
  writer.begin_object().name("data");
  write_message(writer, accepted, SkipsShown::yes);
  write_warnings(writer, warnings);
  writer.end_object();
  return writer.take();
}

std::string answer_to_batch(const std::vector<Accepted>& accepted, const Problems& warnings) {
  json::Writer writer;
  writer.begin_object().name("data").begin_list();
  for (const Accepted& each : accepted) {
    write_message(writer, each, SkipsShown::no);
  }
  writer.end_list();
  write_warnings(writer, warnings);
  writer.end_object();
  return writer.take();
}

ApiResponse response_of(IntakeOutcome outcome) {
  ApiResponse response{.status = 202, .body = std::move(outcome.answer)};
  switch (outcome.kind) {
    case IntakeOutcome::Kind::stored:
      return response;
    case IntakeOutcome::Kind::repeated:
      response.headers.push_back({"Idempotency-Replayed", "true"});
      return response;
    case IntakeOutcome::Kind::conflict:
      return idempotency_conflict_response();
    case IntakeOutcome::Kind::failed:
      break;
  }
  return store_failed_response();
}

Result<Items> parse_one(std::string_view body, Checking checking) {
  Result<Occurrence> occurrence = parse_occurrence(body, checking);
  if (!occurrence.ok()) {
    return Result<Items>(occurrence.problems());
  }
  Items items;
  items.push_back({.occurrence = std::move(occurrence.value()), .text = std::string(body)});
  return Result<Items>(std::move(items), occurrence.problems());
}

/// Has the items stored, and answers once they are.
void submit(const ApiContext& context, Submission submission, const Reply& reply) {
  const std::size_t item_count = submission.items.size();
  const bool taken =
      context.intake.accept(std::move(submission),
                            [&metrics = context.metrics, item_count, reply](IntakeOutcome outcome) {
                              count_intake(metrics, outcome, item_count);
                              reply(response_of(std::move(outcome)));
                            });
  if (!taken) {
    context.metrics.count_occurrences(IntakeResult::turned_away, item_count);
    reply(queue_full_response());
  }
}

template <typename Parse, typename Answer>
void accept(const ApiContext& context, const ApiRequest& request, const Reply& reply,
            const Parse& parse, const Answer& answer) {
  const Checking checking = checking_of(request);
  if (request.idempotency_key && !is_idempotency_key(*request.idempotency_key)) {
    reply(invalid_idempotency_key_response());
    return;
  }
  Result<Items> items = parse(request.body, checking);
  if (!items.ok()) {
    context.metrics.count_occurrences(IntakeResult::refused, 1);
    reply(problems_response(items.problems()));
    return;
  }
  Submission submission{.workspace = request.caller.workspace,
                        .items = std::move(items.value()),
                        .checking = checking,
                        .idempotency_key = std::nullopt,
                        .answer = [answer, warnings = items.problems()](const auto& accepted) {
                          return answer(accepted, warnings);
                        }};
  if (request.idempotency_key) {
    submission.idempotency_key = idempotency_key_of(request, checking);
  }
  submit(context, std::move(submission), reply);
}

}  // namespace

void accept_occurrence(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  accept(context, request, reply, parse_one,
         [](const std::vector<Accepted>& accepted, const Problems& warnings) {
           return answer_to_one(accepted.front(), warnings);
         });
}

void accept_occurrence_batch(const ApiContext& context, const ApiRequest& request,
                             const Reply& reply) {
  accept(context, request, reply, parse_occurrence_batch, answer_to_batch);
}

void send_sample(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::optional<StoredWebhook> stored =
      context.reader.webhook(request.caller.workspace, request.id());
  if (!stored) {
    reply(no_such_webhook_response());
    return;
  }
  const Trigger trigger = trigger_named(request.query.text(kTrigger).value_or(""))
                              .value_or(stored->webhook.triggers.front());
  Result<Items> items = parse_one(sample_occurrence(trigger), Checking::strict);
  submit(context,
         {.workspace = request.caller.workspace,
          .items = std::move(items.value()),
          .checking = Checking::strict,
          .webhook = stored->key,
          .answer = [](const auto& accepted) { return answer_to_one(accepted.front(), {}); }},
         reply);
}

}  // namespace hookstorm::native
