// Headers that belong to one connection, and are not passed on with a request.
#pragma once

#include <string_view>

namespace hookstorm::native {

/// What is between one client and one server (RFC 9110, section 7.6.1), and what libcurl sets by
/// itself. The name may be in any case.
[[nodiscard]] bool is_of_connection(std::string_view name);

}  // namespace hookstorm::native
