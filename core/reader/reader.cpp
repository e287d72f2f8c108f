#include "core/reader/reader.hpp"

#include <utility>

#include "core/json/parser.hpp"
#include "core/reader/body_records.hpp"
#include "core/reader/recognition.hpp"
#include "core/record/record_check.hpp"
#include "core/shape/shape.hpp"

namespace hookstorm {
namespace {

std::string webhook_id_of(const Record& body, Family family) {
  if (family != Family::extended) {
    return {};
  }
  const Record* data = body.nested("data");
  const Record* meta = data == nullptr ? nullptr : data->nested("meta");
  const Record* webhook = meta == nullptr ? nullptr : meta->nested("webhook");
  return webhook == nullptr ? std::string() : std::string(webhook->text("id"));
}

std::string message_id_of(const Record& body, Family family) {
  return family == Family::cloudevents ? std::string(body.text("id")) : std::string();
}

/// Only the families with an envelope of their own say when the happening was.
std::optional<EpochMilliseconds> occurred_at_of(const Occurrence& occurrence, Family family) {
  const bool is_told = family == Family::standard || family == Family::cloudevents;
  return is_told ? std::optional(occurrence.occurred_at) : std::nullopt;
}

}  // namespace

Result<ForeignBody> read_body(std::string_view text, Checking checking) {
  const Result<json::Value> document = json::parse(text);
  if (!document.ok()) {
    return Result<ForeignBody>(document.problems());
  }
  Problems problems;
  const std::optional<Recognition> recognition = recognise(document.value(), problems);
  if (!recognition) {
    return Result<ForeignBody>(problems);
  }
  const Shape shape = body_shape(recognition->trigger, recognition->family);
  const Record body = check_record(document.value(), shape.document(), checking, "", problems);
  const BodyRecords records = records_of(body, *recognition);
  check_consistency(records.occurrence, checking, records.paths, problems);
  if (problems.has_errors()) {
    return Result<ForeignBody>(problems);
  }
  return Result<ForeignBody>(
      ForeignBody{.family = recognition->family,
                  .trigger = recognition->trigger,
                  .webhook_id = webhook_id_of(body, recognition->family),
                  .message_id = message_id_of(body, recognition->family),
                  .occurred_at = occurred_at_of(records.occurrence, recognition->family)},
      problems);
}

}  // namespace hookstorm
