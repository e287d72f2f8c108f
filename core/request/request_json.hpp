// A request as JSON, the one shape in which the program and the module report it.
#pragma once

#include <vector>

#include "core/json/writer.hpp"
#include "core/request/request.hpp"

namespace hookstorm {

/// Appends `[{"name", "value"}, …]`.
void write_headers(json::Writer& writer, const std::vector<Header>& headers);

/// Appends `{"method", "url", "headers", "body"}`.
void write_request(json::Writer& writer, const Request& request);

}  // namespace hookstorm
