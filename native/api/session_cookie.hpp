// The cookie that keeps who is signed in to the page.
#pragma once

#include <string>
#include <string_view>

#include "native/api/message.hpp"

namespace hookstorm::native {

/// What it is called.
inline constexpr std::string_view kSessionCookie = "hookstorm_session";

/// What the request's cookie holds; empty where it has none.
[[nodiscard]] std::string session_of(const ApiRequest& request);

/// The value of a header Cookie without this one: empty where it is the only one.
[[nodiscard]] std::string without_session(std::string_view cookies);

}  // namespace hookstorm::native
