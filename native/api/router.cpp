#include "native/api/router.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/text/ascii.hpp"
#include "native/api/errors.hpp"
#include "native/api/query_check.hpp"
#include "native/text/list.hpp"

namespace hookstorm::native {
namespace {

/// Takes the segment at the beginning of `path`, its slash included.
std::string_view take_segment(std::string_view& path) {
  const std::size_t end = std::min(path.find('/', 1), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

/// What stands for the pattern's names, where `path` fits it.
std::optional<Segments> match(std::string_view pattern, std::string_view path) {
  Segments segments;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_segment(pattern);
    const std::string_view given = take_segment(path);
    if (wanted.starts_with("/{") && given.size() > 1) {
      segments.emplace(wanted.substr(2, wanted.size() - 3), given.substr(1));
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  return pattern.empty() && path.empty() ? std::optional(std::move(segments)) : std::nullopt;
}

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

/// As routes have it.
std::string_view asked_for(std::string_view method) {
  return method == "HEAD" ? "GET" : method;
}

bool is_json(std::string_view content_type) {
  std::string media_type = ascii::to_lower(content_type.substr(0, content_type.find(';')));
  media_type.erase(std::find_if(media_type.begin(), media_type.end(),
                                [](char c) { return c == ' ' || c == '\t'; }),
                   media_type.end());
  return media_type == "application/json" || media_type == "application/vnd.api+json";
}

ApiResponse method_not_allowed(const std::string& allowed) {
  ApiResponse response =
      error_response(405, "method-not-allowed", "Here only these are possible: " + allowed + ".");
  response.headers.push_back({"Allow", allowed});
  return response;
}

void handle_by(const Route& route, ApiRequest request, const Reply& reply) {
  if (route.body == Body::json && !is_json(request.content_type)) {
    reply(error_response(415, "unsupported-media-type",
                         "Send JSON, with the content type application/json."));
    return;
  }
  std::variant<Query, ApiResponse> query = read_query(request.target, route.parameters);
  if (auto* refusal = std::get_if<ApiResponse>(&query)) {
    reply(std::move(*refusal));
    return;
  }
  request.query = std::move(std::get<Query>(query));
  route.handler(request, reply);
}

}  // namespace

Router::Router(std::vector<Route> routes, Handler otherwise, Admit admit)
    : routes_(std::move(routes)), otherwise_(std::move(otherwise)), admit_(std::move(admit)) {}

FoundRoute Router::find(std::string_view method, std::string_view target) const {
  FoundRoute found;
  for (const Route& route : routes_) {
    std::optional<Segments> segments = match(route.pattern, path_of(target));
    if (!segments) {
      continue;
    }
    if (route.method == asked_for(method)) {
      return {.route = &route, .segments = std::move(*segments)};
    }
    found.possible_methods.emplace_back(route.method);
    if (route.method == "GET") {
      found.possible_methods.emplace_back("HEAD");
    }
  }
  return found;
}

Admission Router::admit(const ApiRequest& request, const FoundRoute& found) const {
  return admit_(request, found.route == nullptr ? Scope::none : found.route->needs.scope);
}

void Router::handle(ApiRequest request, FoundRoute found, const Reply& reply) const {
  if (found.route != nullptr) {
    request.segments = std::move(found.segments);
    handle_by(*found.route, std::move(request), reply);
  } else if (!found.possible_methods.empty()) {
    reply(method_not_allowed(joined(found.possible_methods, ", ")));
  } else {
    otherwise_(request, reply);
  }
}

std::size_t Router::body_bytes_max(const FoundRoute& found) {
  return found.route == nullptr ? json::kDocumentBytesMax : found.route->body_bytes_max;
}

std::size_t Router::body_bytes_max() const {
  std::size_t most = json::kDocumentBytesMax;
  for (const Route& route : routes_) {
    most = std::max(most, route.body_bytes_max);
  }
  return most;
}

}  // namespace hookstorm::native
