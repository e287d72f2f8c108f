#include "core/family/cloudevents.hpp"

#include <string>
#include <utility>

#include "core/json/writer.hpp"
#include "core/occurrence/canonical.hpp"
#include "core/occurrence/subject.hpp"
#include "core/text/percent_encoding.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kBodyBytesExpected = 4096;

}  // namespace

Body build_cloudevents_body(const Occurrence& occurrence, ContentMode mode,
                            std::string_view message_id) {
  const Record& subject = *(occurrence.*subject_of(occurrence.trigger).record);
  const Record& origin = occurrence.event ? *occurrence.event : subject;
  const std::string source = "urn:uuid:" + std::string(origin.text("id"));
  const std::string time = format_timestamp(occurrence.occurred_at);
  const std::pair<std::string_view, std::string_view> attributes[] = {
      {"specversion", "1.0"},
      {"id", message_id},
      {"source", source},
      {"type", facts(occurrence.trigger).name},
      {"subject", subject.text("id")},
      {"time", time}};
  const bool is_binary = mode == ContentMode::binary;
  Body body;
  json::Writer writer(kBodyBytesExpected);
  if (!is_binary) {
    writer.begin_object();
  }
  for (const auto& [name, value] : attributes) {
    if (is_binary) {
      body.headers.push_back({"ce-" + std::string(name), percent_encode_header(value)});
    } else {
      writer.name(name).text(value);
    }
  }
  if (!is_binary) {
    writer.name("datacontenttype").text(body.content_type).name("data");
    body.content_type = "application/cloudevents+json";
  }
  writer.value(canonical_records(occurrence));
  if (!is_binary) {
    writer.end_object();
  }
  body.text = writer.take();
  return body;
}

}  // namespace hookstorm
