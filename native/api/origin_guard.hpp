// Keeps other web pages out: one may make a browser send requests here, under another name (DNS
// rebinding) or from another origin.
#pragma once

#include <optional>

#include "native/api/message.hpp"

namespace hookstorm::native {

/// The refusal, or nothing where the request may pass: its Host is a loopback name or address with
/// any port, and its Origin, if it has one, is this server's own.
[[nodiscard]] std::optional<ApiResponse> refusal_of(const ApiRequest& request);

}  // namespace hookstorm::native
