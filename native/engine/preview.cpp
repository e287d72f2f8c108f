#include "native/engine/preview.hpp"

#include <utility>

#include "core/json/problems_json.hpp"
#include "core/request/request_json.hpp"
#include "native/crypto/signed_request.hpp"

namespace hookstorm::native {

Preview preview_of(const Occurrence& occurrence, const Webhook& webhook, const Attempt& attempt) {
  OccurrenceContext context(occurrence);
  Preview preview{.match = matches(webhook, context, attempt.message_id), .problems = {}};
  Cryptography cryptography;
  Result<Request> request = signed_request(occurrence, webhook, attempt, cryptography);
  preview.problems.append(request.problems());
  if (request.ok()) {
    preview.request = std::move(request.value());
  }
  return preview;
}

void write_preview(json::Writer& writer, const Preview& preview) {
  writer.begin_object().name("body");
  preview.request ? writer.text(preview.request->body) : writer.null();
  writer.name("request");
  if (preview.request) {
    write_request(writer, *preview.request);
    writer.name("match");
    write_match(writer, preview.match);
  } else {
    writer.null().name("match").null();
  }
  writer.name("problems");
  json::write_problems(writer, preview.problems);
  writer.end_object();
}

}  // namespace hookstorm::native
