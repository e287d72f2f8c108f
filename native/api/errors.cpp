#include "native/api/errors.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"

namespace hookstorm::native {
namespace {

enum class SourceKind : std::uint8_t { none, pointer, parameter, header };

/// The member of "source" in JSON:API.
std::string_view name_of(SourceKind kind) {
  switch (kind) {
    case SourceKind::pointer:
      return "pointer";
    case SourceKind::parameter:
      return "parameter";
    case SourceKind::header:
      return "header";
    case SourceKind::none:
      break;
  }
  return "";
}

struct Error {
  int status;
  std::string_view code;
  std::string_view detail;
  SourceKind source_kind = SourceKind::none;
  std::string_view source = {};
};

/// "unknown-field" as "Unknown field".
std::string title_of(std::string_view code) {
  std::string title(code);
  std::replace(title.begin(), title.end(), '-', ' ');
  if (!title.empty() && title.front() >= 'a' && title.front() <= 'z') {
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
  }
  return title;
}

void write_error(json::Writer& writer, const Error& error) {
  writer.begin_object();
  writer.name("title").text(title_of(error.code));
  writer.name("detail").text(error.detail);
  writer.name("code").text(error.code);
  writer.name("status").text(std::to_string(error.status));
  if (error.source_kind != SourceKind::none) {
    writer.name("source").begin_object();
    writer.name(name_of(error.source_kind)).text(error.source).end_object();
  }
  writer.end_object();
}

ApiResponse single(const Error& error) {
  json::Writer writer;
  writer.begin_object().name("errors").begin_list();
  write_error(writer, error);
  writer.end_list().end_object();
  return {.status = error.status, .body = writer.take()};
}

/// `retry_after` in seconds.
ApiResponse unavailable(std::string_view code, std::string_view detail, const char* retry_after) {
  ApiResponse response = error_response(503, code, detail);
  response.headers.push_back({"Retry-After", retry_after});
  return response;
}

int status_of(std::string_view code) {
  static constexpr std::array<std::string_view, 4> kUnreadable = {"invalid-json", "trailing-data",
                                                                  "duplicate-name", "too-deep"};
  if (code == "too-large") {
    return 413;
  }
  return std::find(kUnreadable.begin(), kUnreadable.end(), code) != kUnreadable.end() ? 400 : 422;
}

}  // namespace

ApiResponse error_response(int status, std::string_view code, std::string_view detail) {
  return single({.status = status, .code = code, .detail = detail});
}

ApiResponse parameter_error_response(int status, std::string_view parameter, std::string_view code,
                                     std::string_view detail) {
  return single({.status = status,
                 .code = code,
                 .detail = detail,
                 .source_kind = SourceKind::parameter,
                 .source = parameter});
}

ApiResponse header_error_response(int status, std::string_view header, std::string_view code,
                                  std::string_view detail) {
  return single({.status = status,
                 .code = code,
                 .detail = detail,
                 .source_kind = SourceKind::header,
                 .source = header});
}

ApiResponse problems_response(const Problems& problems) {
  json::Writer writer;
  Problems warnings;
  int status = 0;
  writer.begin_object().name("errors").begin_list();
  for (const Problem& problem : problems.list()) {
    if (problem.severity == Severity::warning) {
      warnings.add(problem);
      continue;
    }
    const int own_status = status_of(problem.code);
    status = status == 0 ? own_status : status;
    write_error(writer, {.status = own_status,
                         .code = problem.code,
                         .detail = problem.message,
                         .source_kind = SourceKind::pointer,
                         .source = problem.path});
  }
  if (status == 0) {  // So many warnings that no error was kept.
    status = 422;
    write_error(writer, {.status = status,
                         .code = "too-many-problems",
                         .detail = "Solve the problems listed and try again."});
  }
  writer.end_list();
  if (!warnings.empty()) {
    writer.name("meta").begin_object().name("problems");
    json::write_problems(writer, warnings);
    writer.end_object();
  }
  writer.end_object();
  return {.status = status, .body = writer.take()};
}

ApiResponse not_found_response(std::string_view what) {
  return error_response(404, "not-found", what);
}

ApiResponse no_such_webhook_response() {
  return not_found_response("There is no webhook with this id.");
}

ApiResponse too_large_response(std::size_t bytes_max) {
  return error_response(413, "too-large",
                        "A body has at most " + std::to_string(bytes_max) + " bytes here.");
}

ApiResponse queue_full_response() {
  return unavailable("queue-full", "More is waiting to be stored than may; try again soon.", "1");
}

ApiResponse too_many_under_way_response() {
  return unavailable("too-many-under-way",
                     "As many answers of this kind are under way as may be; try again later.", "5");
}

ApiResponse busy_response(std::string_view detail) {
  return unavailable("busy", detail, "1");
}

ApiResponse not_ready_response() {
  return error_response(503, "not-ready", "The store takes no change at the moment.");
}

ApiResponse store_failed_response() {
  return unavailable("store-failed",
                     "Nothing was stored: the store failed. Try again later; the dispatcher's log "
                     "says why.",
                     "5");
}

}  // namespace hookstorm::native
