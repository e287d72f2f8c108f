#include "native/api/router.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/text/ascii.hpp"
#include "native/api/errors.hpp"

namespace hookstorm::native {
namespace {

/// What stands for `{id}` where `path` fits the pattern; empty for a pattern without one.
std::optional<std::string> match(std::string_view pattern, std::string_view path) {
  static constexpr std::string_view kId = "{id}";
  const std::size_t at = pattern.find(kId);
  if (at == std::string_view::npos) {
    return pattern == path ? std::optional<std::string>("") : std::nullopt;
  }
  const std::string_view before = pattern.substr(0, at);
  const std::string_view after = pattern.substr(at + kId.size());
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) ||
      !path.ends_with(after)) {
    return std::nullopt;
  }
  path.remove_prefix(before.size());
  path.remove_suffix(after.size());
  return path.find('/') == std::string_view::npos ? std::optional(std::string(path)) : std::nullopt;
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

}  // namespace

Router::Router(std::vector<Route> routes, Handler otherwise)
    : routes_(std::move(routes)), otherwise_(std::move(otherwise)) {}

void Router::handle(ApiRequest request, const Reply& reply) const {
  const std::string path = request.path();
  const std::string_view method =
      request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  std::string allowed;
  for (const Route& route : routes_) {
    std::optional<std::string> id = match(route.pattern, path);
    if (!id) {
      continue;
    }
    if (route.method == method) {
      if (route.body == Body::json && !is_json(request.content_type)) {
        reply(error_response(415, "unsupported-media-type",
                             "Send JSON, with the content type application/json."));
        return;
      }
      request.id = std::move(*id);
      route.handler(request, reply);
      return;
    }
    allowed += (allowed.empty() ? "" : ", ") + std::string(route.method) +
               (route.method == "GET" ? ", HEAD" : "");
  }
  if (!allowed.empty()) {
    reply(method_not_allowed(allowed));
    return;
  }
  otherwise_(request, reply);
}

}  // namespace hookstorm::native
