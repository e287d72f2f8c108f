#include "core/reader/reader_json.hpp"

#include "core/json/problems_json.hpp"

namespace hookstorm {
namespace {

void write_value(json::Writer& writer, const ForeignBody& body) {
  writer.begin_object();
  writer.name("family").text(name_of(body.family));
  writer.name("trigger").text(facts(body.trigger).name);
  if (!body.webhook_id.empty()) {
    writer.name("webhookId").text(body.webhook_id);
  }
  if (!body.message_id.empty()) {
    writer.name("messageId").text(body.message_id);
  }
  if (body.occurred_at) {
    writer.name("occurredAt").text(format_timestamp(*body.occurred_at));
  }
  writer.end_object();
}

}  // namespace

void write_foreign_body(json::Writer& writer, const Result<ForeignBody>& body) {
  writer.begin_object().name("value");
  if (body.ok()) {
    write_value(writer, body.value());
  } else {
    writer.null();
  }
  writer.name("problems");
  json::write_problems(writer, body.problems());
  writer.end_object();
}

}  // namespace hookstorm
