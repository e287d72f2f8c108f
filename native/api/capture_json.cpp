#include "native/api/capture_json.hpp"

#include <string>

#include "core/json/problems_json.hpp"
#include "core/request/request_json.hpp"
#include "core/signature/signing.hpp"
#include "core/signature/verdict_json.hpp"
#include "native/api/delivery_id.hpp"
#include "native/api/resource_json.hpp"
#include "native/text/utf8.hpp"

namespace hookstorm::native {
namespace {

void write_text_or_null(json::Writer& writer, std::string_view name,
                        const std::optional<std::string>& text) {
  writer.name(name);
  text ? writer.text(to_utf8(*text)) : writer.null();
}

void write_body_difference(json::Writer& writer, const std::optional<FirstDifference>& difference) {
  writer.name("body");
  if (!difference) {
    writer.null();
    return;
  }
  writer.begin_object();
  writer.name("offset").integer(static_cast<std::int64_t>(difference->offset));
  writer.name("captured").text(to_utf8(difference->captured));
  writer.name("sent").text(to_utf8(difference->sent));
  writer.end_object();
}

void write_header_differences(json::Writer& writer,
                              const std::vector<HeaderDifference>& differences) {
  writer.name("headers").begin_list();
  for (const HeaderDifference& difference : differences) {
    writer.begin_object();
    writer.name("name").text(to_utf8(difference.name));
    write_text_or_null(writer, "captured", difference.captured);
    write_text_or_null(writer, "sent", difference.sent);
    writer.end_object();
  }
  writer.end_list();
}

}  // namespace

void begin_capture(json::Writer& writer, std::string_view inbox_id, const CaptureHead& capture) {
  begin_resource(writer, "captures", std::string(inbox_id) + "/" + std::to_string(capture.number));
  writer.name("inbox_id").text(inbox_id);
  writer.name("number").integer(capture.number);
  writer.name("at").text(format_timestamp(capture.at));
  writer.name("method").text(to_utf8(capture.method));
  writer.name("path").text(to_utf8(capture.target));
  writer.name("source").text(capture.source);
  write_text_or_null(writer, "content_type", header_of(capture, "content-type"));
  write_text_or_null(writer, "message_id", header_of(capture, kIdHeader));
  writer.name("body_bytes").integer(static_cast<std::int64_t>(capture.body_bytes));
}

void write_listed_capture(json::Writer& writer, std::string_view inbox_id,
                          const CaptureHead& capture) {
  begin_capture(writer, inbox_id, capture);
  end_resource(writer);
}

void write_received_headers(json::Writer& writer, const std::vector<Header>& headers) {
  std::vector<Header> shown;
  shown.reserve(headers.size());
  for (const Header& header : headers) {
    shown.push_back({to_utf8(header.name), to_utf8(header.value)});
  }
  write_headers(writer, shown);
}

void write_check_members(json::Writer& writer, const std::optional<SignatureCheck>& check) {
  writer.name("webhook_id");
  check && !check->webhook_id.empty() ? writer.text(check->webhook_id) : writer.null();
  writer.name("check");
  if (check) {
    write_verdict(writer, check->verdict);
  } else {
    writer.null();
  }
}

void write_comparison(json::Writer& writer, const std::optional<ComparedAttempt>& compared) {
  if (!compared) {
    writer.null();
    return;
  }
  const SentAttempt& attempt = compared->attempt;
  const Result<Comparison>& comparison = compared->comparison;
  writer.begin_object();
  writer.name("delivery_id");
  writer.text(delivery_id(attempt.delivery.message_id, attempt.delivery.webhook_id));
  writer.name("attempt");
  attempt.number ? writer.integer(*attempt.number) : writer.null();
  writer.name("equal");
  comparison.ok() ? writer.boolean(comparison.value().is_equal()) : writer.null();
  write_body_difference(writer, comparison.ok() ? comparison.value().body : std::nullopt);
  write_header_differences(
      writer, comparison.ok() ? comparison.value().headers : std::vector<HeaderDifference>{});
  writer.name("problems");
  json::write_problems(writer, comparison.problems());
  writer.end_object();
}

}  // namespace hookstorm::native
