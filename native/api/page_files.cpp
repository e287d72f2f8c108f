#include "native/api/page_files.hpp"

#include <string>
#include <string_view>

#include "native/api/errors.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {
namespace {

constexpr std::string_view kContentSecurityPolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src *";

/// Names under /assets/ carry a hash of their content.
bool is_immutable(std::string_view path) {
  return path.starts_with("/assets/");
}

/// Whether the list of an If-None-Match header names the tag, weakly compared.
bool names_tag(std::string_view list, std::string_view tag) {
  return list == "*" || list.find(tag) != std::string_view::npos;
}

ApiResponse nothing_here(const ApiContext& context) {
  return not_found_response(context.page.empty()
                                ? "There is no page: this program was built without it."
                                : "There is nothing at this path.");
}

ApiResponse file_response(const PageFile& file, const ApiRequest& request) {
  const std::string tag = "\"" + std::string(file.content_hash) + "\"";
  ApiResponse response{
      .content_type = std::string(file.media_type),
      .headers = {{"Content-Security-Policy", std::string(kContentSecurityPolicy)},
                  {"Referrer-Policy", "no-referrer"},
                  {"ETag", tag},
                  {"Cache-Control",
                   is_immutable(file.path) ? "public, max-age=31536000, immutable" : "no-cache"}}};
  if (names_tag(request.if_none_match, tag)) {
    response.status = 304;
  } else {
    response.body = std::string(file.bytes);
  }
  return response;
}

}  // namespace

void show_page_file(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::string path = request.path() == "/" ? "/index.html" : request.path();
  const PageFile* file = context.page.find(path);
  if (file == nullptr) {
    reply(nothing_here(context));
  } else if (request.method != "GET" && request.method != "HEAD") {
    ApiResponse response =
        error_response(405, "method-not-allowed", "Here only these are possible: GET, HEAD.");
    response.headers.push_back({"Allow", "GET, HEAD"});
    reply(std::move(response));
  } else {
    reply(file_response(*file, request));
  }
}

}  // namespace hookstorm::native
