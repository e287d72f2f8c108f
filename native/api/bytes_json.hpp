// Bytes from outside as a JSON member.
#pragma once

#include <string_view>

#include "core/json/writer.hpp"

namespace hookstorm::native {

/// Appends `body`, where the bytes are UTF-8, or else `body_base64`, into an object that is open.
void write_body_member(json::Writer& writer, std::string_view bytes);

}  // namespace hookstorm::native
