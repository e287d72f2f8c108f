// Keeps other web pages out: one may make a browser send requests here, under another name (DNS
// rebinding) or from another origin.
#pragma once

#include <optional>

#include "native/api/message.hpp"

namespace hookstorm::native {

/// The refusal, or nothing where the request may pass: its Host is a loopback name or address with
/// any port. For a dispatcher that asks nobody for a token.
[[nodiscard]] std::optional<ApiResponse> refusal_of_foreign_name(const ApiRequest& request);

/// The refusal, or nothing where the request may pass: its Origin, if it has one, is that of its
/// Host, be it by a proxy that speaks https.
[[nodiscard]] std::optional<ApiResponse> refusal_of_foreign_page(const ApiRequest& request);

}  // namespace hookstorm::native
