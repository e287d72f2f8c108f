#include "native/api/attempt_json.hpp"

#include "native/text/utf8.hpp"

namespace hookstorm::native {

void write_attempt_facts(json::Writer& writer, const AttemptRecord& attempt) {
  writer.name("number").integer(attempt.number);
  writer.name("attempted_at").text(format_timestamp(attempt.attempted_at));
  writer.name("duration_ms").integer(attempt.duration_ms);
  writer.name("webhook_revision").integer(attempt.webhook_revision);
  writer.name("status");
  attempt.status ? writer.integer(*attempt.status) : writer.null();
  writer.name("failure");
  attempt.failure ? writer.text(to_utf8(*attempt.failure)) : writer.null();
}

void write_attempt_members(json::Writer& writer, const AttemptRecord& attempt) {
  write_attempt_facts(writer, attempt);
  writer.name("address");
  attempt.address ? writer.text(*attempt.address) : writer.null();
  writer.name("response_body").text(to_utf8(attempt.response_body));
}

}  // namespace hookstorm::native
