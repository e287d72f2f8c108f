#include "native/api/openapi.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string_view>

#include "core/json/writer.hpp"
#include "core/request/request.hpp"
#include "core/text/ascii.hpp"
#include "native/api/idempotency.hpp"
#include "native/api/schemas.hpp"
#include "native/api/session_cookie.hpp"
#include "native/api/updates.hpp"

namespace hookstorm::native {
namespace {

constexpr std::string_view kTokenScheme = "token";
constexpr std::string_view kSessionScheme = "session";
constexpr std::string_view kEventStream = "text/event-stream";
constexpr std::string_view kJsonTypes[] = {"application/json", "application/vnd.api+json"};

/// Codes by their status.
using Errors = std::map<int, std::vector<std::string_view>>;

bool has_segments(const Route& route) {
  return route.pattern.find('{') != std::string_view::npos;
}

/// All that a route may answer that is an error: those of every request, those that follow from its
/// columns, and its own.
Errors errors_of(const Route& route) {
  Errors errors{
      {400, {"bad-request", "unknown-parameter", "repeated-parameter", "invalid-encoding"}},
      {403, {"host-refused", "origin-refused"}},
      {431, {"head-too-large"}},
      {500, {"internal"}}};
  const auto add = [&errors](int status, std::initializer_list<std::string_view> codes) {
    errors[status].insert(errors[status].end(), codes);
  };
  if (route.needs.scope != Scope::none) {
    add(401, {"unauthorized"});
    add(403, {"scope-missing"});
    add(429, {"rate-limited"});
  }
  if (has_segments(route)) {
    add(404, {"not-found"});
  }
  if (!route.parameters.empty()) {
    add(422, {"wrong-type", "out-of-range", "too-long", "invalid-moment"});
    for (const Parameter& parameter : route.parameters) {
      if (!parameter.names.empty()) {
        add(422, {parameter.unknown_name_code});
      }
    }
  }
  if (route.body == Body::json) {
    add(400, {"invalid-json", "trailing-data", "duplicate-name", "too-deep"});
    add(415, {"unsupported-media-type"});
    add(422, {"missing-field", "unknown-field", "wrong-type"});
  }
  add(413, {"too-large"});
  if (route.takes_idempotency_key) {
    add(409, {"idempotency-key-reused"});
    add(422, {"invalid-idempotency-key"});
  }
  if (route.effect == Effect::changes) {
    add(503, {"queue-full", "store-failed"});
  }
  for (const RouteError& error : route.errors) {
    add(error.status, {error.code});
  }
  return errors;
}

class DocumentWriter {
 public:
  explicit DocumentWriter(AccessMode mode) : mode_(mode) {}

  std::string document(const std::vector<Route>& routes) {
    writer_.begin_object();
    writer_.name("openapi").text("3.1.0");
    writer_.name("jsonSchemaDialect").text("https://json-schema.org/draft/2020-12/schema");
    writer_.name("info").begin_object();
    writer_.name("title").text("Hookstorm");
    writer_.name("description").text("Occurrences in, webhooks out.");
    writer_.name("version").text(kVersion).end_object();
    writer_.name("paths").begin_object();
    for (const Route& route : routes) {
      if (is_first_of_its_path(routes, route)) {
        write_path(routes, route.pattern);
      }
    }
    writer_.end_object();
    writer_.name("components").begin_object().name("schemas");
    write_schemas(writer_);
    writer_.name("securitySchemes");
    write_security_schemes();
    writer_.end_object().end_object();
    return writer_.take();
  }

 private:
  static bool is_first_of_its_path(const std::vector<Route>& routes, const Route& route) {
    const auto first = std::find_if(routes.begin(), routes.end(), [&](const Route& candidate) {
      return candidate.pattern == route.pattern;
    });
    return &*first == &route;
  }

  void write_path(const std::vector<Route>& routes, std::string_view pattern) {
    writer_.name(pattern).begin_object();
    for (const Route& route : routes) {
      if (route.pattern == pattern) {
        writer_.name(ascii::to_lower(route.method));
        write_operation(route);
      }
    }
    writer_.end_object();
  }

  void write_operation(const Route& route) {
    writer_.begin_object();
    writer_.name("operationId").text(route.operation);
    writer_.name("summary").text(route.summary);
    if (!route.description.empty()) {
      writer_.name("description").text(route.description);
    }
    write_security(route.needs.scope);
    write_parameters(route);
    if (route.body == Body::json) {
      writer_.name("requestBody").begin_object().name("required").boolean(true);
      writer_.name("description");
      writer_.text("At most " + std::to_string(route.body_bytes_max) + " bytes.");
      writer_.name("content").begin_object();
      for (const std::string_view type : kJsonTypes) {
        write_media(type, route.body_schema);
      }
      writer_.end_object().end_object();
    }
    write_answers(route);
    writer_.end_object();
  }

  void write_security_schemes() {
    writer_.begin_object().name(kTokenScheme).begin_object();
    writer_.name("type").text("http").name("scheme").text("bearer");
    writer_.name("description");
    writer_.text(
        "A token; `Bearer` may be left out. An operation names the scope that it needs, which "
        "`admin` comprises; `instance` is `admin` in the workspace `default`.");
    writer_.end_object();
    writer_.name(kSessionScheme).begin_object();
    writer_.name("type").text("apiKey").name("in").text("cookie");
    writer_.name("name").text(kSessionCookie);
    writer_.name("description")
        .text("Who signed in by `POST /v1/session`, from this origin alone.");
    writer_.end_object().end_object();
  }

  /// The scopes stand where OpenAPI has room for roles. An empty alternative says that nothing has
  /// to be given.
  void write_security(Scope scope) {
    writer_.name("security").begin_list();
    if (scope != Scope::none) {
      if (mode_ == AccessMode::open) {
        writer_.begin_object().end_object();
      }
      for (const std::string_view scheme : {kTokenScheme, kSessionScheme}) {
        writer_.begin_object().name(scheme).begin_list();
        if (scope != Scope::any) {
          writer_.text(name_of(scope));
        }
        writer_.end_list().end_object();
      }
    }
    writer_.end_list();
  }

  void write_parameters(const Route& route) {
    writer_.name("parameters").begin_list();
    for (std::string_view rest = route.pattern; rest.find('{') != std::string_view::npos;) {
      rest.remove_prefix(rest.find('{') + 1);
      begin_parameter("path", rest.substr(0, rest.find('}')));
      writer_.name("required").boolean(true);
      writer_.name("schema").begin_object().name("type").text("string").end_object().end_object();
    }
    for (const Parameter& parameter : route.parameters) {
      begin_parameter("query", parameter.name);
      writer_.name("description").text(parameter.description);
      writer_.name("allowEmptyValue").boolean(true);  // As if it were left out.
      if (parameter.kind == ParameterKind::names) {
        writer_.name("explode").boolean(false);
      }
      writer_.name("schema");
      write_parameter_schema(parameter);
      writer_.end_object();
    }
    if (route.takes_idempotency_key) {
      begin_parameter("header", "Idempotency-Key");
      writer_.name("description");
      writer_.text("The same in every try of a request, so that it is done once.");
      writer_.name("schema").begin_object().name("type").text("string");
      writer_.name("maxLength").integer(static_cast<std::int64_t>(kIdempotencyKeyBytesMax));
      writer_.end_object().end_object();
    }
    if (route.takes_last_event_id) {
      begin_parameter("header", kLastEventId);
      writer_.name("description");
      writer_.text(
          "The id of the last event that came, to go on after it; any other is answered "
          "by a reset.");
      writer_.name("schema").begin_object().name("type").text("string").end_object().end_object();
    }
    writer_.end_list();
  }

  void begin_parameter(std::string_view in, std::string_view name) {
    writer_.begin_object().name("name").text(name).name("in").text(in);
  }

  void write_parameter_schema(const Parameter& parameter) {
    writer_.begin_object();
    switch (parameter.kind) {
      case ParameterKind::integer:
        writer_.name("type").text("integer");
        writer_.name("minimum").integer(parameter.lowest);
        writer_.name("maximum").integer(parameter.highest);
        break;
      case ParameterKind::moment:
        writer_.name("type").text("string").name("format").text("date-time");
        writer_.name("pattern").text("^(19[7-9]|[2-9]\\d\\d)\\d-");  // From 1970 on.
        break;
      case ParameterKind::truth:
        writer_.name("type").text("boolean");
        break;
      case ParameterKind::name:
        write_names(parameter.names);
        break;
      case ParameterKind::names:
        writer_.name("type").text("array").name("items").begin_object();
        write_names(parameter.names);
        writer_.end_object();
        break;
      case ParameterKind::text:
        writer_.name("type").text("string").name("maxLength").integer(parameter.highest);
        break;
    }
    writer_.end_object();
  }

  void write_names(const std::vector<std::string_view>& names) {
    writer_.name("enum").begin_list();
    for (const std::string_view name : names) {
      writer_.text(name);
    }
    writer_.end_list();
  }

  void write_answers(const Route& route) {
    writer_.name("responses").begin_object();
    for (const RouteAnswer& answer : route.answers) {
      writer_.name(std::to_string(answer.status)).begin_object();
      writer_.name("description").text(answer.description);
      if (answer.status != 204) {
        writer_.name("content").begin_object();
        write_content(answer.media_type, answer.schema);
        writer_.end_object();
      }
      writer_.end_object();
    }
    for (const auto& [status, codes] : errors_of(route)) {
      writer_.name(std::to_string(status)).begin_object();
      writer_.name("description").text(described(codes, status));
      writer_.name("content").begin_object();
      write_content(kJsonTypes[0], "errors");
      writer_.end_object().end_object();
    }
    writer_.end_object();
  }

  static std::string described(const std::vector<std::string_view>& codes, int status) {
    std::string text;
    for (const std::string_view code : codes) {
      if (text.find("`" + std::string(code) + "`") == std::string::npos) {
        text.append(text.empty() ? "`" : ", `").append(code).append("`");
      }
    }
    return text + (status == 422 ? ", and what else is wrong with what was sent" : "");
  }

  /// JSON is given by the name that is asked for.
  void write_content(std::string_view type, std::string_view schema) {
    if (type != kJsonTypes[0]) {
      write_media(type, schema);
      return;
    }
    for (const std::string_view name : kJsonTypes) {
      write_media(name, schema);
    }
  }

  void write_media(std::string_view type, std::string_view schema) {
    writer_.name(type).begin_object().name("schema").begin_object();
    if (!schema.empty()) {
      writer_.name("$ref").text("#/components/schemas/" + std::string(schema));
    } else if (type != kEventStream) {  // Whose events are taken for objects by some readers.
      writer_.name("type").text("string");
    }
    writer_.end_object().end_object();
  }

  AccessMode mode_;
  json::Writer writer_;
};

}  // namespace

std::string openapi_document(const std::vector<Route>& routes, AccessMode mode) {
  return DocumentWriter(mode).document(routes);
}

}  // namespace hookstorm::native
