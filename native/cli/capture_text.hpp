// A capture, as the API gives it, for people.
#pragma once

#include <string>

#include "core/json/value.hpp"
#include "core/request/request.hpp"

namespace hookstorm::native {

/// Some lines without control characters: what came, whether it is signed, and how it differs from
/// what was sent.
[[nodiscard]] std::string text_of_capture(const json::Value& attributes);

/// The bytes of its body.
[[nodiscard]] std::string body_of_capture(const json::Value& attributes);

/// The request that it was, to `url`, without the headers that belong to the connection.
[[nodiscard]] Request request_of_capture(const json::Value& attributes, const std::string& url);

}  // namespace hookstorm::native
