#include "core/signature/verdict_json.hpp"

#include "core/json/problems_json.hpp"

namespace hookstorm {
namespace {

void write_value(json::Writer& writer, const Verdict& verdict) {
  writer.begin_object().name("scheme").text(name_of(verdict.scheme));
  if (!verdict.version.empty()) {
    writer.name("version").text(verdict.version);
    writer.name("messageId").text(verdict.message_id);
  }
  writer.name("secretIndex").integer(static_cast<std::int64_t>(verdict.secret_index));
  writer.name("sentAt").text(format_timestamp(verdict.sent_at));
  writer.name("ageSeconds").integer(verdict.age_seconds).end_object();
}

}  // namespace

void write_verdict(json::Writer& writer, const Result<Verdict>& verdict) {
  writer.begin_object().name("value");
  if (verdict.ok()) {
    write_value(writer, verdict.value());
  } else {
    writer.null();
  }
  writer.name("problems");
  json::write_problems(writer, verdict.problems());
  writer.end_object();
}

}  // namespace hookstorm
