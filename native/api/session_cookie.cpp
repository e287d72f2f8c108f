#include "native/api/session_cookie.hpp"

#include <algorithm>

#include "core/text/ascii.hpp"

namespace hookstorm::native {
namespace {

/// Takes the first `name=value` off the value of a header Cookie.
std::string_view take_cookie(std::string_view& cookies) {
  const std::size_t end = std::min(cookies.find(';'), cookies.size());
  const std::string_view cookie = ascii::trimmed(cookies.substr(0, end), " \t");
  cookies.remove_prefix(std::min(end + 1, cookies.size()));
  return cookie;
}

bool is_session(std::string_view cookie) {
  return cookie.substr(0, cookie.find('=')) == kSessionCookie;
}

}  // namespace

std::string session_of(const ApiRequest& request) {
  for (const Header& header : request.headers) {
    if (ascii::to_lower(header.name) != "cookie") {
      continue;
    }
    std::string_view cookies = header.value;
    while (!cookies.empty()) {
      const std::string_view cookie = take_cookie(cookies);
      if (is_session(cookie) && cookie.size() > kSessionCookie.size()) {
        return std::string(cookie.substr(kSessionCookie.size() + 1));
      }
    }
  }
  return "";
}

std::string without_session(std::string_view cookies) {
  std::string kept;
  while (!cookies.empty()) {
    const std::string_view cookie = take_cookie(cookies);
    if (!is_session(cookie)) {
      kept.append(kept.empty() ? "" : "; ").append(cookie);
    }
  }
  return kept;
}

}  // namespace hookstorm::native
