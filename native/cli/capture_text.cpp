#include "native/cli/capture_text.hpp"

#include <utility>

#include "core/text/base64.hpp"
#include "native/cli/output.hpp"
#include "native/cli/running_dispatcher.hpp"
#include "native/sender/connection_headers.hpp"

namespace hookstorm::native {
namespace {

std::string text_at(const json::Value& value, std::string_view way) {
  const json::Value* found = member_at(value, way);
  return found != nullptr && found->is(json::Kind::text) ? found->text : "";
}

bool is_there(const json::Value* value) {
  return value != nullptr && !value->is(json::Kind::null);
}

std::string problem_lines(const json::Value& attributes, std::string_view way) {
  std::string lines;
  if (const json::Value* problems = member_at(attributes, way)) {
    for (const json::Member& problem : problems->members) {
      lines += "  " + shown(problem.value.find("message")) + " [" +
               shown(problem.value.find("code")) + "]\n";
    }
  }
  return lines;
}

std::string signature_lines(const json::Value& attributes) {
  if (!is_there(member_at(attributes, "check"))) {
    return "signature: not checked, since no webhook is known that sends here\n";
  }
  const bool holds = is_there(member_at(attributes, "check/value"));
  return std::string("signature: ") + (holds ? "holds" : "does not hold") + "\n" +
         problem_lines(attributes, "check/problems");
}

std::string comparison_lines(const json::Value& attributes) {
  if (!is_there(member_at(attributes, "comparison"))) {
    return "sent: not known here\n";
  }
  std::string lines = "sent: " + shown(member_at(attributes, "comparison/delivery_id"));
  const std::string equal = shown(member_at(attributes, "comparison/equal"));
  if (equal == "true") {
    return lines + ", the same byte by byte\n";
  }
  lines += equal == "false" ? ", not the same\n" : ", cannot be rendered again\n";
  if (is_there(member_at(attributes, "comparison/body"))) {
    lines += "  from byte " + shown(member_at(attributes, "comparison/body/offset")) +
             " on the body is " + shown(member_at(attributes, "comparison/body/captured")) +
             "\n  and was sent as " + shown(member_at(attributes, "comparison/body/sent")) + "\n";
  }
  if (const json::Value* headers = member_at(attributes, "comparison/headers")) {
    for (const json::Member& header : headers->members) {
      lines += "  " + shown(header.value.find("name")) + " is " +
               shown(header.value.find("captured")) + " and was sent as " +
               shown(header.value.find("sent")) + "\n";
    }
  }
  return lines + problem_lines(attributes, "comparison/problems");
}

}  // namespace

std::string text_of_capture(const json::Value& attributes) {
  std::string text = shown(member_at(attributes, "at")) + " " +
                     shown(member_at(attributes, "method")) + " " +
                     shown(member_at(attributes, "path")) + " from " +
                     shown(member_at(attributes, "source")) + "\n";
  text += signature_lines(attributes) + comparison_lines(attributes) + "\n";
  if (const json::Value* headers = member_at(attributes, "headers")) {
    for (const json::Member& header : headers->members) {
      text += shown(header.value.find("name")) + ": " + shown(header.value.find("value")) + "\n";
    }
  }
  return text + "\n" + printable_lines(body_of_capture(attributes));
}

std::string body_of_capture(const json::Value& attributes) {
  if (const json::Value* encoded = member_at(attributes, "body_base64")) {
    return base64_decode(encoded->text).value_or("");
  }
  return text_at(attributes, "body");
}

Request request_of_capture(const json::Value& attributes, const std::string& url) {
  Request request{.method = text_at(attributes, "method"),
                  .url = url,
                  .headers = {},
                  .body = body_of_capture(attributes)};
  if (const json::Value* headers = member_at(attributes, "headers")) {
    for (const json::Member& header : headers->members) {
      std::string name = text_at(header.value, "name");
      if (!is_of_connection(name)) {
        request.headers.push_back({std::move(name), text_at(header.value, "value")});
      }
    }
  }
  return request;
}

}  // namespace hookstorm::native
