#include "native/cli/received.hpp"

#include <string_view>
#include <utility>

#include "core/json/parser.hpp"
#include "core/json/spacing.hpp"
#include "core/json/writer.hpp"
#include "core/reader/reader_json.hpp"
#include "core/signature/verdict_json.hpp"
#include "native/cli/output.hpp"
#include "native/cli/summaries.hpp"
#include "native/crypto/cryptography.hpp"
#include "native/text/utf8.hpp"

namespace hookstorm::native {
namespace {

std::string indented(const std::string& body) {
  const Result<json::Value> document = json::parse(body);
  return document.ok() ? json::respaced(json::written(document.value()), {.is_indented = true})
                       : body;
}

std::string signature_lines(const std::optional<Result<Verdict>>& verdict) {
  if (!verdict) {
    return "signature: not checked, for want of --secret\n";
  }
  return "signature: " +
         (verdict->ok() ? summary_of(verdict->value()) : std::string("does not hold")) + "\n" +
         lines_of(verdict->problems());
}

std::string forwarding_line(const TransferResult& result) {
  const std::string outcome =
      result.status ? "status " + std::to_string(*result.status) : "failed: " + *result.failure;
  return "forwarded: " + printable(outcome) + " in " + std::to_string(result.duration_ms) + " ms\n";
}

void write_forwarded(json::Writer& writer, const std::optional<TransferResult>& forwarded) {
  if (!forwarded) {
    writer.null();
    return;
  }
  writer.begin_object().name("status");
  forwarded->status ? writer.integer(*forwarded->status) : writer.null();
  writer.name("failure");
  forwarded->failure ? writer.text(to_utf8(*forwarded->failure)) : writer.null();
  writer.name("duration_ms").integer(forwarded->duration_ms);
  writer.end_object();
}

}  // namespace

Received received(ApiRequest request, EpochMilliseconds at, const std::vector<std::string>& secrets,
                  std::int64_t tolerance_seconds) {
  Received received{
      .request = std::move(request), .at = at, .body = Result<ForeignBody>(Problems())};
  received.body = read_body(received.request.body);
  if (!secrets.empty()) {
    received.verdict = verify(
        ReceivedRequest{.headers = received.request.headers,
                        .body = received.request.body,
                        .secrets = secrets,
                        .now = at,
                        .tolerance_seconds = tolerance_seconds},
        [](const Computations& computations) { return Cryptography().compute(computations); });
  }
  return received;
}

std::string text_of(const Received& received) {
  const ApiRequest& request = received.request;
  std::string text =
      format_timestamp(received.at) + " " + printable(request.method + " " + request.target) + "\n";
  text +=
      "body: " +
      (received.body.ok() ? summary_of(received.body.value()) : std::string("of no known family")) +
      ", " + std::to_string(request.body.size()) + " bytes\n";
  text += signature_lines(received.verdict);
  if (received.forwarded) {
    text += forwarding_line(*received.forwarded);
  }
  text += "\n";
  for (const Header& header : request.headers) {
    text += printable(header.name + ": " + header.value) + "\n";
  }
  return text + "\n" + printable_lines(indented(request.body)) + "\n";
}

std::string line_of(const Received& received) {
  const ApiRequest& request = received.request;
  json::Writer writer;
  writer.begin_object();
  writer.name("received_at").text(format_timestamp(received.at));
  writer.name("method").text(to_utf8(request.method));
  writer.name("target").text(to_utf8(request.target));
  writer.name("headers").begin_list();
  for (const Header& header : request.headers) {
    writer.begin_list().text(to_utf8(header.name)).text(to_utf8(header.value)).end_list();
  }
  writer.end_list();
  writer.name("body").text(to_utf8(request.body));
  writer.name("read");
  write_foreign_body(writer, received.body);
  writer.name("signature");
  if (received.verdict) {
    write_verdict(writer, *received.verdict);
  } else {
    writer.null();
  }
  writer.name("forwarded");
  write_forwarded(writer, received.forwarded);
  writer.end_object();
  return writer.take() + "\n";
}

}  // namespace hookstorm::native
