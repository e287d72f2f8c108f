#include "native/api/bytes_json.hpp"

#include "core/text/base64.hpp"
#include "native/text/utf8.hpp"

namespace hookstorm::native {

void write_body_member(json::Writer& writer, std::string_view bytes) {
  if (to_utf8(bytes) == bytes) {
    writer.name("body").text(bytes);
  } else {
    writer.name("body_base64").text(base64_encode(bytes));
  }
}

}  // namespace hookstorm::native
