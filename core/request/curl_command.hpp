// A request as a curl command for a POSIX shell.
#pragma once

#include <string>

#include "core/request/request.hpp"

namespace hookstorm {

/// Sends the same bytes when pasted into a shell. Host and Content-Length are left to curl.
[[nodiscard]] std::string curl_command(const Request& request);

}  // namespace hookstorm
