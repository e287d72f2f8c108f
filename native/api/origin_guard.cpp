#include "native/api/origin_guard.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/text/ascii.hpp"
#include "native/api/errors.hpp"

namespace hookstorm::native {
namespace {

bool is_loopback(std::string_view host) {
  std::string_view name = host;
  if (const std::size_t colon = host.rfind(':');
      colon != std::string_view::npos && host.back() != ']') {
    const std::string_view port = host.substr(colon + 1);
    if (port.empty() || !std::all_of(port.begin(), port.end(), ascii::is_digit)) {
      return false;
    }
    name = host.substr(0, colon);
  }
  return name == "127.0.0.1" || name == "[::1]" || ascii::to_lower(name) == "localhost";
}

}  // namespace

std::optional<ApiResponse> refusal_of_foreign_name(const ApiRequest& request) {
  if (!is_loopback(request.host)) {
    return error_response(403, "host-refused",
                          "Requests come to localhost, 127.0.0.1 or [::1] only.");
  }
  return std::nullopt;
}

std::optional<ApiResponse> refusal_of_foreign_page(const ApiRequest& request) {
  const std::string host = ascii::to_lower(request.host);
  const std::string origin = ascii::to_lower(request.origin.value_or(""));
  if (request.origin &&
      (host.empty() || (origin != "http://" + host && origin != "https://" + host))) {
    return error_response(403, "origin-refused",
                          "Pages of other origins may not use this interface.");
  }
  return std::nullopt;
}

}  // namespace hookstorm::native
